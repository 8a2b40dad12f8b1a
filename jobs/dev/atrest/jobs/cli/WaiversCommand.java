package dev.atrest.jobs.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code atrest waivers}. */
@Command(
        name = "waivers",
        description = "Check and list the waivers: failures that the organisation accepts for a while.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {WaiversCheckCommand.class, WaiversListCommand.class})
final class WaiversCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: check or list");
    }
}
