package dev.atrest.jobs.cli;

import picocli.CommandLine.Option;

/** What the findings mean for the exit code. */
final class FailOnOption {

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "LOW",
            description = "Exit with 3 when a rule of this severity or a worse one fails: CRITICAL, HIGH, MEDIUM, LOW,"
                    + " INFORMATIONAL or NONE. Default: ${DEFAULT-VALUE}.")
    private Threshold threshold;

    Threshold threshold() {
        return threshold;
    }
}
