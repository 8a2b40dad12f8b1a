package dev.atrest.writers.machine;

import static dev.atrest.writers.machine.OscalText.markup;

import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The observations of OSCAL results: a rule each, whose subjects are the resources that do not pass it. */
final class OscalObservations {

    private static final FindingStatus[] NOT_PASSING = {
        FindingStatus.FAIL, FindingStatus.NOT_ASSESSED, FindingStatus.WAIVED
    };

    private final OscalJson json;
    private final AssessmentReport report;
    private final OscalIds ids;
    private final References references;

    OscalObservations(OscalJson json, AssessmentReport report, OscalIds ids) {
        this.json = json;
        this.report = report;
        this.ids = ids;
        this.references = new References(report);
    }

    /** Whether any resource does not pass. */
    boolean anySubject() {
        return Stream.of(NOT_PASSING).anyMatch(status -> report.summary().findings(status) > 0);
    }

    /** The resources that observations are about. */
    void inventory() {
        try (var population = report.population()) {
            population
                    .filter(row -> row.statuses().values().stream().anyMatch(status -> status != FindingStatus.PASS))
                    .forEach(row -> json.object(() -> {
                        json.uuid("uuid", ids.resource(row.arn()));
                        json.text("description", markup(row.name()));
                        json.array("props", () -> {
                            json.standardProp("asset-id", row.arn());
                            json.prop("resource-type", row.type().label());
                            json.prop("account-id", row.accountId());
                            json.prop("region", row.region().isEmpty() ? "global" : row.region());
                        });
                    }));
        }
    }

    void observations() {
        Map<String, StatusCounts> counts = report.countsByRule();
        Set<String> written = new HashSet<>();
        try (var findings = new FindingsByRule(report, NOT_PASSING)) {
            for (Optional<Finding> next = findings.next(); next.isPresent(); next = findings.next()) {
                Finding first = next.get();
                Rule rule = references.rule(first.ruleId());
                written.add(rule.id());
                json.object(() -> {
                    observation(rule, counts.get(rule.id()));
                    json.array("subjects", () -> subjects(findings, first));
                    collected();
                });
            }
        }
        report.rules().stream()
                .filter(rule -> counts.containsKey(rule.id()) && !written.contains(rule.id()))
                .sorted(Comparator.comparing(Rule::severity).thenComparing(Rule::id))
                .forEach(rule -> json.object(() -> {
                    observation(rule, counts.get(rule.id()));
                    collected();
                }));
    }

    private void observation(Rule rule, StatusCounts counts) {
        json.uuid("uuid", ids.observation(rule.id()));
        json.text("title", markup(rule.title()));
        json.text(
                "description",
                markup(rule.title()) + ": " + counts.fail() + " fail, " + counts.notAssessed() + " not assessed, "
                        + counts.waived() + " waived, " + counts.pass() + " pass.");
        json.array("props", () -> {
            json.prop("rule", rule.id());
            json.prop("severity", rule.severity().name());
            for (FindingStatus status : FindingStatus.values()) {
                json.prop("count-" + status.name(), counts.of(status));
            }
        });
        json.texts("methods", List.of("TEST"));
        json.texts("types", List.of("control-objective"));
    }

    private void collected() {
        json.array(
                "relevant-evidence",
                () -> json.object(() -> json.text(
                        "description",
                        "findings.jsonl of the same assessment has every finding with the facts that decided it and the API calls"
                                + " that told them.")));
        json.time("collected", report.summary().finishedAt());
    }

    private void subjects(FindingsByRule findings, Finding first) {
        for (FindingStatus status : NOT_PASSING) {
            for (Optional<Finding> one = findings.take(first, status);
                    one.isPresent();
                    one = findings.take(first, status)) {
                Finding finding = one.get();
                json.object(() -> subject(finding));
            }
        }
    }

    private void subject(Finding finding) {
        json.uuid("subject-uuid", ids.resource(finding.resourceArn()));
        json.text("type", "inventory-item");
        json.text("title", markup(finding.resourceName()));
        json.array("props", () -> {
            json.prop("status", finding.status().name());
            json.prop("severity", finding.severity().name());
            finding.waiver().ifPresent(waiver -> json.prop("waiver", waiver));
        });
        json.text(
                "remarks",
                markup(
                        switch (finding.status()) {
                            case FAIL, PASS -> finding.message();
                            case NOT_ASSESSED -> "Not assessed: " + String.join("; ", References.unread(finding));
                            case WAIVED -> finding.message() + " " + references.acceptance(finding);
                        }));
    }
}
