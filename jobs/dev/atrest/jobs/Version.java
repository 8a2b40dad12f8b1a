package dev.atrest.jobs;

import java.util.Optional;

/** The version of atrest that runs. */
public final class Version {

    private Version() {}

    /** From the jar's manifest; {@code development} when run from classes. */
    public static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
