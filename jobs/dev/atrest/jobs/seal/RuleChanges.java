package dev.atrest.jobs.seal;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.model.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Why a rule finds otherwise than it did. */
public record RuleChanges(RuleCatalog then, RuleCatalog now) {

    /** The nearest reason that there is for a difference. */
    public String why(FindingDifference difference) {
        return ofRule(difference.ruleId())
                .or(() -> difference.aboutWaivers() && !then.waivers().equals(now.waivers())
                        ? Optional.of("the rule is the same, the waivers were changed")
                        : Optional.empty())
                .orElseGet(this::around);
    }

    /** What was done to the rule; empty when it is the same. */
    private Optional<String> ofRule(String ruleId) {
        Optional<String> before = digest(then, ruleId);
        Optional<String> after = digest(now, ruleId);
        if (before.equals(after)) {
            return Optional.empty();
        }
        if (before.isEmpty()) {
            return Optional.of("the rule is new");
        }
        if (after.isEmpty()) {
            return Optional.of("the rule is gone");
        }
        String parts = then.find(ruleId)
                .flatMap(rule -> now.find(ruleId).map(other -> parts(rule, other)))
                .orElse("");
        return Optional.of("the rule was changed" + (parts.isEmpty() ? "" : ": " + parts));
    }

    private static Optional<String> digest(RuleCatalog catalog, String ruleId) {
        return Optional.ofNullable(catalog.digests().rules().get(ruleId));
    }

    private static String parts(Rule before, Rule after) {
        var parts = new LinkedHashMap<String, Function<Rule, Object>>();
        parts.put("resource", Rule::resource);
        parts.put("when", Rule::when);
        parts.put("require", Rule::require);
        parts.put("message", Rule::message);
        parts.put("controls", Rule::controls);
        parts.put("title", Rule::title);
        parts.put("rationale", Rule::rationale);
        parts.put("remediation", Rule::remediation);
        var changed = new ArrayList<String>();
        if (before.severity() != after.severity()) {
            changed.add("severity " + before.severity() + " → " + after.severity());
        }
        parts.forEach((name, part) -> {
            if (!part.apply(before).equals(part.apply(after))) {
                changed.add(name);
            }
        });
        return String.join(", ", changed);
    }

    /** What has changed around a rule that is the same. */
    private String around() {
        if (!then.digests().settings().equals(now.digests().settings())) {
            return "the rule is the same, the settings were changed";
        }
        if (!Objects.equals(then.digests().frameworks(), now.digests().frameworks())) {
            return "the rule is the same, the frameworks were changed";
        }
        return "rules and settings are the same: the database or the software was changed";
    }

    /** Every rule that is new, gone or changed, with that; by id. */
    public Map<String, String> all() {
        var ids = new TreeSet<>(then.digests().rules().keySet());
        ids.addAll(now.digests().rules().keySet());
        var all = new LinkedHashMap<String, String>();
        for (String id : List.copyOf(ids)) {
            ofRule(id).ifPresent(change -> all.put(id, change));
        }
        return all;
    }
}
