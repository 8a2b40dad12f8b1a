package dev.atrest.endtoend;

import dev.atrest.endtoend.Tally.Topic;
import dev.atrest.evaluators.ShippedRules;
import dev.atrest.model.Framework;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The numbers that all reports must tell: lines of the findings and the coverage ledger and rows of the database, counted. */
final class ExpectedNumbers {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Tally tally = new Tally();
    /** Types of which there may be more than is known. */
    private final Set<String> unlisted = new HashSet<>();

    private ExpectedNumbers() {}

    static Tally of(Path folder, StoredNumbers stored) throws IOException {
        var expected = new ExpectedNumbers();
        lines(folder.resolve("findings.jsonl")).forEach(expected::finding);
        lines(folder.resolve("coverage.jsonl")).forEach(expected::coverage);
        expected.controlResults();
        expected.stored(stored);
        expected.figures();
        return expected.tally;
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(JSON::readTree).toList();
        }
    }

    private void finding(JsonNode finding) {
        String status = finding.get("status").asString();
        String severity = finding.get("severity").asString();
        String account = finding.get("accountId").asString();
        String rule = finding.get("ruleId").asString();
        tally.one(Topic.STATUSES, status);
        tally.one(Topic.FINDINGS, status, severity);
        tally.one(Topic.ACCOUNTS, account, status);
        tally.one(Topic.RULES, rule, status);
        if (!status.equals("PASS")) {
            tally.one(Topic.RULES_NOT_PASSED, rule, status);
            tally.one(Topic.LISTED, status, severity, account, rule);
        }
        if (status.equals("FAIL")) {
            tally.one(Topic.FAILURES, severity);
            tally.one(Topic.ACCOUNT_FAILURES, account, severity);
        }
        if (status.equals("WAIVED")) {
            tally.one(Topic.WAIVED_BY, finding.get("waiver").get("id").asString());
        }
        finding.get("controls")
                .properties()
                .forEach(framework -> framework
                        .getValue()
                        .forEach(control -> control(framework.getKey() + " " + control.asString(), status)));
    }

    private void control(String control, String status) {
        tally.one(Topic.CONTROLS, control, status);
        if (!status.equals("NOT_ASSESSED")) {
            tally.one(Topic.CONTROLS, control, "TESTED");
        }
    }

    private void controlResults() throws IOException {
        Map<String, Long> counts = tally.of(Topic.CONTROLS);
        List<Rule> rules = ShippedRules.CATALOG.rules();
        for (Framework framework : ShippedRules.CATALOG.frameworks()) {
            for (Framework.Control control : framework.controls()) {
                String id = framework.id() + " " + control.id();
                String result = switch (control.assessment()) {
                    case MANUAL, OUT_OF_SCOPE -> control.assessment().name();
                    case AUTOMATED ->
                        Stream.of("FAIL", "NOT_ASSESSED", "TESTED")
                                .filter(status -> counts.containsKey(id + " " + status))
                                .findFirst()
                                .map(status -> status.equals("TESTED") ? "PASS" : status)
                                .orElse(
                                        rules.stream()
                                                        .anyMatch(rule -> meets(rule, framework, control)
                                                                && unlisted.contains(rule.resource()
                                                                        .label()))
                                                ? "NOT_ASSESSED"
                                                : "NOT_APPLICABLE");
                };
                tally.one(Topic.CONTROL_RESULTS, framework.id(), result);
            }
        }
    }

    private static boolean meets(Rule rule, Framework framework, Framework.Control control) {
        return rule.controls().getOrDefault(framework.id(), List.of()).contains(control.id());
    }

    private void coverage(JsonNode row) {
        String account = row.get("accountId").asString();
        String status = row.get("status").asString();
        tally.one(Topic.COVERAGE, status);
        if (Set.of("DENIED", "FAILED").contains(status)) {
            unlisted.add(row.get("resourceType").asString());
        }
        tally.add(Topic.ACCOUNT_RESOURCES, row.get("resources").asLong(), account);
        tally.add(Topic.UNREAD, row.get("unreadFacts").asLong(), account);
        if (status.equals("COMPLETE")) {
            tally.one(Topic.ACCOUNT_COMPLETE, account);
        } else if (!status.equals("EXCLUDED")) {
            tally.one(Topic.ACCOUNT_GAPS, account);
        }
    }

    private void stored(StoredNumbers stored) {
        tally.addAll(Topic.TYPES, stored.resources());
        tally.addAll(Topic.CHANGES, stored.changes());
        tally.addAll(Topic.WAIVERS, stored.waivers());
        tally.addAll(Topic.TREND, stored.trend());
        stored.backlog().forEach((state, items) -> {
            tally.add(Topic.BACKLOG, items, state);
            if (!Set.of("RESOLVED", "GONE").contains(state)) {
                tally.add(Topic.BACKLOG_LISTED, items, state);
                tally.add(Topic.OPEN, state.equals("WAIVED") ? 0 : items, "open");
            }
        });
    }

    private void figures() {
        tally.add(Topic.FIGURES, sum(tally.of(Topic.TYPES)), "resources");
        tally.add(Topic.FIGURES, sum(tally.of(Topic.ACCOUNT_GAPS)), "gaps");
        for (String status : List.of("FAIL", "NOT_ASSESSED", "WAIVED")) {
            tally.add(Topic.FIGURES, tally.of(Topic.STATUSES).getOrDefault(status, 0L), status);
        }
        tally.add(Topic.CONTENTS, sum(tally.of(Topic.COVERAGE)), "coverage");
        tally.add(Topic.CONTENTS, sum(tally.of(Topic.CONTROL_RESULTS)), "controls");
        tally.add(Topic.CONTENTS, sum(tally.of(Topic.LISTED)), "findings");
        tally.add(Topic.CONTENTS, sum(tally.of(Topic.BACKLOG_LISTED)), "backlog");
        tally.add(Topic.CONTENTS, sum(tally.of(Topic.CHANGES)), "changes");
        tally.add(Topic.CONTENTS, tally.of(Topic.WAIVERS).size(), "waivers");
        tally.add(Topic.CONTENTS, sum(tally.of(Topic.TYPES)), "population");
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Names of severities by the number in which the database keeps them. */
    static String severity(int ordinal) {
        return Severity.values()[ordinal].name();
    }
}
