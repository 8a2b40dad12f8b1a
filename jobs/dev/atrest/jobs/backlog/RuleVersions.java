package dev.atrest.jobs.backlog;

import java.util.Map;
import java.util.Set;

/**
 * How the rules of two assessments differ.
 *
 * @param before digests by rule id; none where they were not kept
 * @param after the same of the later assessment
 * @param judgedBefore ids of the rules that found something in the earlier assessment
 * @param judgedAfter ids of the rules that were applied in the later one
 * @param sameCatalog whether rules and settings were the same in all
 */
record RuleVersions(
        Map<String, String> before,
        Map<String, String> after,
        Set<String> judgedBefore,
        Set<String> judgedAfter,
        boolean sameCatalog) {

    /** The earlier assessment did not know the rule, as far as can be told. */
    boolean isNew(String ruleId) {
        return !sameCatalog && !(before.isEmpty() ? judgedBefore.contains(ruleId) : before.containsKey(ruleId));
    }

    /** The later assessment does not know the rule any more. */
    boolean isGone(String ruleId) {
        return !sameCatalog && !(after.isEmpty() ? judgedAfter.contains(ruleId) : after.containsKey(ruleId));
    }

    /** It is known that the rule itself says something else. */
    boolean hasChanged(String ruleId) {
        return before.containsKey(ruleId)
                && after.containsKey(ruleId)
                && !before.get(ruleId).equals(after.get(ruleId));
    }
}
