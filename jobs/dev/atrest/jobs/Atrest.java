package dev.atrest.jobs;

import dev.atrest.jobs.cli.AtrestCommand;

/** Where the program starts. */
public final class Atrest {

    private Atrest() {}

    public static void main(String[] args) {
        System.exit(AtrestCommand.execute(args));
    }
}
