package dev.atrest.jobs.backlog;

import dev.atrest.model.Change.Cause;
import dev.atrest.model.Evidence;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Why a rule says something else of a resource than in an earlier assessment.
 *
 * @param detail in words; may be empty
 */
record Because(Cause cause, String detail) {

    private static final int MOST_FACTS = 5;
    private static final int LONGEST_VALUE = 80;

    /** What was read and what the rules say, before and after. */
    static Because of(String ruleId, Sighting before, Sighting after, RuleVersions rules) {
        if (!after.resource()) {
            return new Because(Cause.RESOURCE_GONE, "");
        }
        if (!before.resource()) {
            return new Because(Cause.RESOURCE_NEW, "");
        }
        if (after.status().isEmpty() && rules.isGone(ruleId)) {
            return new Because(Cause.RULE_GONE, "");
        }
        if (before.status().isEmpty() && rules.isNew(ruleId)) {
            return new Because(Cause.RULE_NEW, "");
        }
        FindingStatus was = before.status().orElse(FindingStatus.PASS);
        FindingStatus is = after.status().orElse(FindingStatus.PASS);
        if (is == FindingStatus.NOT_ASSESSED) {
            return notRead(after);
        }
        if (was == FindingStatus.NOT_ASSESSED) {
            return new Because(Cause.READ_AGAIN, unread(before.finding().get()));
        }
        if (is == FindingStatus.WAIVED) {
            return new Because(
                    Cause.WAIVER_GRANTED,
                    after.finding().get().flatMap(Finding::waiver).orElse(""));
        }
        if (was == FindingStatus.WAIVED && is == FindingStatus.FAIL) {
            return new Because(
                    Cause.WAIVER_ENDED,
                    before.finding().get().flatMap(Finding::waiver).orElse(""));
        }
        return changed(ruleId, before, after, rules);
    }

    /** What is other about a failure that still is one; empty when nothing is. */
    static Optional<Because> stillFailing(String ruleId, Sighting before, Sighting after, RuleVersions rules) {
        List<String> differences = differences(before, after);
        return differences.isEmpty() && !rules.hasChanged(ruleId)
                ? Optional.empty()
                : Optional.of(changed(ruleId, before, after, rules));
    }

    /** What kept a rule from being decided. */
    static Because notRead(Sighting now) {
        return new Because(Cause.NOT_READ, unread(now.finding().get()));
    }

    private static Because changed(String ruleId, Sighting before, Sighting after, RuleVersions rules) {
        List<String> differences = differences(before, after);
        if (differences.isEmpty()) {
            return rules.sameCatalog() ? new Because(Cause.OTHER, "") : new Because(Cause.RULE_CHANGED, "");
        }
        String detail = differences.stream().limit(MOST_FACTS).collect(Collectors.joining("; "))
                + (differences.size() > MOST_FACTS ? "; and %d more".formatted(differences.size() - MOST_FACTS) : "")
                + (rules.hasChanged(ruleId) ? "; the rule has changed, too" : "");
        return new Because(Cause.RESOURCE_CHANGED, detail);
    }

    /** Where both decisions were made, what both read and found to be other; else all facts of the resource that are. */
    private static List<String> differences(Sighting before, Sighting after) {
        if (before.status().isPresent() && after.status().isPresent()) {
            Optional<Finding> was = before.finding().get();
            Optional<Finding> is = after.finding().get();
            if (was.isPresent() && is.isPresent()) {
                return differences(evidence(was.get()), evidence(is.get()), true);
            }
        }
        Optional<FactSheet> was = before.facts().get();
        Optional<FactSheet> is = after.facts().get();
        return was.isPresent() && is.isPresent()
                ? differences(flat(was.get().values()), flat(is.get().values()), false)
                : List.of();
    }

    private static Map<String, Object> evidence(Finding finding) {
        var facts = new TreeMap<String, Object>();
        for (Evidence evidence : finding.evidence()) {
            facts.put(evidence.fact(), evidence.value());
        }
        return facts;
    }

    private static Map<String, Object> flat(Map<String, Object> values) {
        var flat = new TreeMap<String, Object>();
        flatten("", values, flat);
        return flat;
    }

    private static void flatten(String prefix, Map<?, ?> values, Map<String, Object> flat) {
        values.forEach((name, value) -> {
            if (value instanceof Map<?, ?> nested) {
                flatten(prefix + name + ".", nested, flat);
            } else {
                flat.put(prefix + name, value);
            }
        });
    }

    private static List<String> differences(Map<String, Object> was, Map<String, Object> is, boolean sharedOnly) {
        var differences = new ArrayList<String>();
        var paths = new TreeMap<String, Object>(was);
        if (sharedOnly) {
            paths.keySet().retainAll(is.keySet());
        } else {
            paths.putAll(is);
        }
        UnaryOperator<String> told = path -> "%s: %s → %s".formatted(path, text(was.get(path)), text(is.get(path)));
        for (String path : paths.keySet()) {
            if (!Objects.equals(was.get(path), is.get(path))) {
                differences.add(told.apply(path));
            }
        }
        return differences;
    }

    private static String text(@org.jspecify.annotations.Nullable Object value) {
        String text = value instanceof Map<?, ?> answer && answer.get("summary") instanceof String summary
                ? summary
                : value == null ? "none" : String.valueOf(value);
        return text.isEmpty()
                ? "none"
                : text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
    }

    private static String unread(Optional<Finding> finding) {
        return finding.map(Finding::unread).orElse(List.of()).stream()
                .map(fact -> fact.fact() + ": " + fact.call() + " " + fact.error())
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
