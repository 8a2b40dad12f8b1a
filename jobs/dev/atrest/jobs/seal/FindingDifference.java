package dev.atrest.jobs.seal;

import dev.atrest.model.Finding;
import java.util.Optional;

/**
 * A finding that is other than it was.
 *
 * @param then empty when there was none
 * @param now empty when there is none any more
 */
public record FindingDifference(Optional<Finding> then, Optional<Finding> now) {

    private Finding any() {
        return now.or(() -> then).orElseThrow();
    }

    public String ruleId() {
        return any().ruleId();
    }

    public String resourceArn() {
        return any().resourceArn();
    }

    /** From what to what, e.g. {@code FAIL → PASS}. */
    public String statuses() {
        String before = then.map(finding -> finding.status().name()).orElse("none");
        String after = now.map(finding -> finding.status().name()).orElse("none");
        return before.equals(after) ? before + ", said otherwise" : before + " → " + after;
    }
}
