package dev.atrest.jobs.cli;

import dev.atrest.model.Severity;

/** From which severity on a failing rule makes the command exit with {@link ExitCode#FINDINGS}; the worst first. */
enum Threshold {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    INFORMATIONAL,
    /** No failing rule does. */
    NONE;

    boolean reachedBy(Severity severity) {
        return this != NONE && severity.ordinal() <= ordinal();
    }
}
