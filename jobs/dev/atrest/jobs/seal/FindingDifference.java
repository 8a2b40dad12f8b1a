package dev.atrest.jobs.seal;

import dev.atrest.model.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

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

    /** A waiver has to do with it. */
    boolean aboutWaivers() {
        return Stream.of(then, now)
                .flatMap(Optional::stream)
                .anyMatch(finding -> finding.waiver().isPresent());
    }

    /** From what to what, e.g. {@code FAIL → PASS} or {@code FAIL, severity HIGH → LOW}. */
    public String inWords() {
        if (then.isEmpty() || now.isEmpty()) {
            return status(then) + " → " + status(now);
        }
        Finding before = then.get();
        Finding after = now.get();
        String severity = before.severity() == after.severity()
                ? ""
                : ", severity " + before.severity() + " → " + after.severity();
        if (before.status() != after.status()) {
            return status(then) + " → " + status(now) + severity;
        }
        List<String> others = others(before, after);
        return status(then) + severity + (others.isEmpty() ? "" : ", other " + String.join(", ", others));
    }

    private static String status(Optional<Finding> finding) {
        return finding.map(found -> found.status().name()).orElse("none");
    }

    /** What is told otherwise with the same status. */
    private static List<String> others(Finding before, Finding after) {
        var parts = new LinkedHashMap<String, Function<Finding, Object>>();
        parts.put("message", Finding::message);
        parts.put("evidence", Finding::evidence);
        parts.put("unread facts", Finding::unread);
        parts.put("controls", Finding::controls);
        parts.put("class", Finding::dataProtectionClass);
        parts.put("owner", Finding::owner);
        parts.put("impact", Finding::impact);
        parts.put("name", Finding::resourceName);
        List<String> others = parts.entrySet().stream()
                .filter(part ->
                        !part.getValue().apply(before).equals(part.getValue().apply(after)))
                .map(Map.Entry::getKey)
                .toList();
        // The lines differ, so that if nothing else does it is what a line says of the waiver.
        return others.isEmpty() && before.severity() == after.severity() ? List.of("waiver") : others;
    }
}
