package dev.atrest.jobs.cli;

import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import dev.atrest.writers.AssessmentSummary;
import java.util.stream.Stream;

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

    /** What an assessment comes to. */
    static int of(AssessmentSummary summary, Threshold failOn) {
        boolean failing = Stream.of(Severity.values())
                .filter(failOn::reachedBy)
                .anyMatch(severity -> summary.findings(FindingStatus.FAIL, severity) > 0);
        if (failing) {
            return FINDINGS;
        }
        // An account that is suspended, a region that is not enabled: nobody has looked at anything.
        boolean unseen = summary.coverageGaps() > 0 || summary.accountsScanned() == 0;
        return unseen ? COVERAGE_GAPS : COMPLIANT;
    }
}
