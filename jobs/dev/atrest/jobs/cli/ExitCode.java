package dev.atrest.jobs.cli;

/** What the process answers its caller. */
final class ExitCode {

    /** Everything in scope was seen and nothing at or above the threshold fails. */
    static final int COMPLIANT = 0;

    static final int ERROR = 1;

    static final int USAGE = 2;

    /** A rule fails at or above the severity of {@code --fail-on}. */
    static final int FINDINGS = 3;

    /** Nothing fails at or above the threshold, but something in scope was not seen. */
    static final int COVERAGE_GAPS = 4;

    private ExitCode() {}
}
