package dev.atrest.jobs.seal;

import dev.atrest.evaluators.RuleCatalog;
import java.util.Objects;
import java.util.Optional;

/** Why a rule finds otherwise than it did. */
public record RuleChanges(RuleCatalog then, RuleCatalog now) {

    public String why(String ruleId) {
        Optional<String> before = Optional.ofNullable(then.digests().rules().get(ruleId));
        Optional<String> after = Optional.ofNullable(now.digests().rules().get(ruleId));
        if (before.isEmpty()) {
            return "the rule is new";
        }
        if (after.isEmpty()) {
            return "the rule is gone";
        }
        if (!before.equals(after)) {
            return "the rule was changed";
        }
        if (!then.digests().settings().equals(now.digests().settings())) {
            return "the rule is the same, the settings were changed";
        }
        if (!Objects.equals(then.digests().frameworks(), now.digests().frameworks())) {
            return "the rule is the same, the frameworks were changed";
        }
        return "rules and settings are the same: the database or the software was changed";
    }
}
