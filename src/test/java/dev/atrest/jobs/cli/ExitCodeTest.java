package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import dev.atrest.writers.AssessmentSummary;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a scheduler is told of an assessment. */
class ExitCodeTest {

    private static final Instant AT = Instant.parse("2026-11-22T23:00:04Z");
    private static final Map<Coverage.Status, Long> SEEN = Map.of(Coverage.Status.COMPLETE, 8L);

    private static AssessmentSummary summary(
            int scanned, Map<FindingStatus, Map<Severity, Long>> findings, Map<Coverage.Status, Long> coverage) {
        return new AssessmentSummary(
                "20261122T230004Z", AT, AT, "all accounts", "arn", "0", "00", scanned, 2, Map.of(), findings, coverage);
    }

    private static int codeOfOne(Severity failure, Threshold failOn) {
        return ExitCode.of(summary(2, Map.of(FindingStatus.FAIL, Map.of(failure, 1L)), SEEN), failOn);
    }

    @Test
    void allSeenAndAllMetIsCompliant() {
        var passes = Map.of(FindingStatus.PASS, Map.of(Severity.CRITICAL, 9L));
        assertThat(ExitCode.of(summary(2, passes, SEEN), Threshold.LOW)).isEqualTo(ExitCode.COMPLIANT);
    }

    @Test
    void aFailureCountsFromTheThresholdOn() {
        assertThat(codeOfOne(Severity.HIGH, Threshold.HIGH)).isEqualTo(ExitCode.FINDINGS);
        assertThat(codeOfOne(Severity.CRITICAL, Threshold.HIGH)).isEqualTo(ExitCode.FINDINGS);
        assertThat(codeOfOne(Severity.MEDIUM, Threshold.HIGH)).isEqualTo(ExitCode.COMPLIANT);
        assertThat(codeOfOne(Severity.CRITICAL, Threshold.NONE)).isEqualTo(ExitCode.COMPLIANT);
    }

    @Test
    void whatAWaiverAcceptsIsNoFailure() {
        var waived = Map.of(FindingStatus.WAIVED, Map.of(Severity.CRITICAL, 1L));
        assertThat(ExitCode.of(summary(2, waived, SEEN), Threshold.LOW)).isEqualTo(ExitCode.COMPLIANT);
    }

    @Test
    void whatWasNotSeenIsAGap() {
        for (var status : Coverage.Status.values()) {
            int code = ExitCode.of(summary(2, Map.of(), Map.of(status, 1L)), Threshold.LOW);
            assertThat(code).as("%s", status).isEqualTo(status.gap() ? ExitCode.COVERAGE_GAPS : ExitCode.COMPLIANT);
        }
    }

    @Test
    void whereNoAccountWasEnteredNothingIsCompliant() {
        var excluded = Map.of(Coverage.Status.EXCLUDED, 7L);
        assertThat(ExitCode.of(summary(0, Map.of(), excluded), Threshold.NONE)).isEqualTo(ExitCode.COVERAGE_GAPS);
    }

    @Test
    void aFailureWeighsMoreThanAGap() {
        var failure = Map.of(FindingStatus.FAIL, Map.of(Severity.LOW, 1L));
        assertThat(ExitCode.of(summary(2, failure, Map.of(Coverage.Status.DENIED, 1L)), Threshold.LOW))
                .isEqualTo(ExitCode.FINDINGS);
    }
}
