package dev.atrest.writers;

import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import java.util.Arrays;

/** How things stand, in one sentence: the same words in every format. */
public final class Verdict {

    private Verdict() {}

    public static String of(AssessmentSummary summary, Texts texts) {
        long tests = Arrays.stream(FindingStatus.values())
                .mapToLong(summary::findings)
                .sum();
        if (summary.testedNothing()) {
            return texts.get("summary.nothing");
        }
        return texts.get(
                "summary.verdict",
                tests,
                summary.totalResources(),
                summary.findings(FindingStatus.FAIL),
                summary.findings(FindingStatus.FAIL, Severity.CRITICAL)
                        + summary.findings(FindingStatus.FAIL, Severity.HIGH),
                summary.findings(FindingStatus.WAIVED),
                summary.findings(FindingStatus.NOT_ASSESSED));
    }
}
