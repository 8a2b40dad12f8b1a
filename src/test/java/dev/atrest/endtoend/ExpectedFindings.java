package dev.atrest.endtoend;

import dev.atrest.endtoend.DemoExpectations.Case;
import dev.atrest.model.FindingStatus;
import java.util.Map;
import java.util.TreeMap;

/** Gathers the expected findings, one rule on one resource at a time. */
final class ExpectedFindings {

    private final Map<Case, FindingStatus> findings = new TreeMap<>();

    /** The rule applies to the resource. */
    void expect(String rule, String arn, Truth holds) {
        expectWhen(Truth.YES, rule, arn, holds);
    }

    /** The rule may or may not apply; where that is not known, nothing is decided. */
    void expectWhen(Truth applies, String rule, String arn, Truth holds) {
        switch (applies) {
            case NO -> {}
            case YES -> findings.put(new Case(rule, arn), status(holds));
            case UNKNOWN -> findings.put(new Case(rule, arn), FindingStatus.NOT_ASSESSED);
        }
    }

    Map<Case, FindingStatus> all() {
        return findings;
    }

    private static FindingStatus status(Truth holds) {
        return switch (holds) {
            case YES -> FindingStatus.PASS;
            case NO -> FindingStatus.FAIL;
            case UNKNOWN -> FindingStatus.NOT_ASSESSED;
        };
    }
}
