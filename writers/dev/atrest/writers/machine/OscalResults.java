package dev.atrest.writers.machine;

import static dev.atrest.writers.machine.OscalText.markup;
import static dev.atrest.writers.machine.OscalText.token;

import dev.atrest.model.ControlResult;
import dev.atrest.model.ControlResult.Result;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Framework;
import dev.atrest.model.Rule;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.ReportWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The assessment as OSCAL Assessment Results: {@code assessment-results.oscal.json}. A control of a framework is a finding, a
 * rule an observation, whose subjects are the resources that do not pass it; what passes is counted.
 */
public final class OscalResults implements ReportWriter {

    static final String OSCAL_VERSION = "1.1.3";
    /** OSCAL knows no results without a plan, whose name is all that can be known of it here. */
    static final String PLAN = "assessment-plan.oscal.json";

    private static final UUID NAMESPACE = UUID.fromString("5c1f7e0a-3d0b-5f6e-9a57-0b6f2f0a7c11");
    private static final FindingStatus[] SUBJECTS = {
        FindingStatus.FAIL, FindingStatus.NOT_ASSESSED, FindingStatus.WAIVED
    };

    @Override
    public String fileName() {
        return "assessment-results.oscal.json";
    }

    @Override
    public void write(AssessmentReport report, Path file) throws IOException {
        JsonFile.write(file, json -> {
            var results = new Document(json, report);
            json.object(() -> json.object("assessment-results", results::write)).endLine();
        });
    }

    /** One document under way. */
    private static final class Document {

        private final OscalJson json;
        private final AssessmentReport report;
        private final AssessmentSummary summary;
        private final References references;
        private final UUID id;

        Document(JsonFile json, AssessmentReport report) {
            this.json = new OscalJson(json);
            this.report = report;
            this.summary = report.summary();
            this.references = new References(report);
            this.id = NamedUuid.of(NAMESPACE, "assessment " + summary.id());
        }

        private UUID uuid(String name) {
            return NamedUuid.of(id, name);
        }

        void write() {
            json.uuid("uuid", id);
            json.object("metadata", () -> {
                json.text("title", "Encryption at rest: assessment " + markup(summary.id()));
                json.time("last-modified", summary.finishedAt());
                json.text("version", OscalText.string(summary.id()));
                json.text("oscal-version", OSCAL_VERSION);
            });
            json.object(
                    "import-ap",
                    () -> json.text("href", PLAN)
                            .text("remarks", "The plan is the organisation\u2019s own; it belongs beside this file."));
            json.array("results", () -> json.object(this::result));
        }

        private void result() {
            json.uuid("uuid", uuid("result"));
            json.text("title", "Assessment " + markup(summary.id()));
            json.text(
                    "description",
                    "Scope: " + markup(summary.scope()) + ". Read by " + markup(summary.caller()) + " with atrest "
                            + markup(summary.version()) + ". SHA-256 of the rules and settings: "
                            + markup(summary.rulesDigest()) + ".");
            json.time("start", summary.startedAt());
            json.time("end", summary.finishedAt());
            json.array("props", () -> {
                json.prop("accounts-scanned", summary.accountsScanned());
                json.prop("accounts-total", summary.accountsTotal());
                json.prop("resources", summary.totalResources());
                json.prop("coverage-gaps", summary.coverageGaps());
            });
            if (Stream.of(SUBJECTS).anyMatch(status -> summary.findings(status) > 0)) {
                json.object("local-definitions", () -> json.array("inventory-items", this::inventory));
            }
            json.object("reviewed-controls", () -> json.array("control-selections", this::selections));
            if (!report.countsByRule().isEmpty()) {
                json.array("observations", this::observations);
            }
            List<ControlResult> decided =
                    report.controlResults().stream().filter(Document::decided).toList();
            if (!decided.isEmpty()) {
                json.array("findings", () -> decided.forEach(control -> json.object(() -> finding(control))));
            }
        }

        /** The resources that observations are about. */
        private void inventory() {
            try (var population = report.population()) {
                population
                        .filter(row ->
                                row.statuses().values().stream().anyMatch(status -> status != FindingStatus.PASS))
                        .forEach(row -> json.object(() -> {
                            json.uuid("uuid", uuid("resource " + row.arn()));
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

        /** Of each framework what rules decide; where that is nothing, OSCAL wants to be told of something all the same. */
        private void selections() {
            boolean any = false;
            for (Framework framework : report.frameworks()) {
                List<String> automated = framework.controls().stream()
                        .filter(control -> control.assessment() == Framework.Assessment.AUTOMATED)
                        .map(control -> controlId(framework, control))
                        .toList();
                if (!automated.isEmpty()) {
                    any = true;
                    selection(
                            markup(framework.heading()),
                            automated,
                            "Of its %d controls these %d are assessed automatically; the others are for an auditor, or out of scope."
                                    .formatted(framework.controls().size(), automated.size()));
                }
            }
            if (!any) {
                selection(
                        "No framework is shown; these are the rules themselves.",
                        report.rules().stream().map(rule -> token(rule.id())).toList(),
                        "Rules are no controls of a catalogue.");
            }
        }

        private void selection(String description, List<String> controlIds, String remarks) {
            json.object(() -> {
                json.text("description", description);
                json.array(
                        "include-controls",
                        () -> controlIds.forEach(id -> json.object(() -> json.text("control-id", id))));
                json.text("remarks", remarks);
            });
        }

        private static String controlId(Framework framework, Framework.Control control) {
            return token(framework.id() + "_" + control.id());
        }

        private void observations() {
            Map<String, StatusCounts> counts = report.countsByRule();
            Set<String> written = new HashSet<>();
            try (var findings = new FindingsByRule(report, SUBJECTS)) {
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

        private UUID observationOf(String ruleId) {
            return uuid("rule " + ruleId);
        }

        private void observation(Rule rule, StatusCounts counts) {
            json.uuid("uuid", observationOf(rule.id()));
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
                    () -> json.object(() -> json.text("href", "findings.jsonl")
                            .text(
                                    "description",
                                    "Every finding with the facts that decided it and the API calls that told them.")));
            json.time("collected", summary.finishedAt());
        }

        private void subjects(FindingsByRule findings, Finding first) {
            for (FindingStatus status : SUBJECTS) {
                for (Optional<Finding> one = findings.take(first, status);
                        one.isPresent();
                        one = findings.take(first, status)) {
                    Finding finding = one.get();
                    json.object(() -> subject(finding));
                }
            }
        }

        private void subject(Finding finding) {
            json.uuid("subject-uuid", uuid("resource " + finding.resourceArn()));
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

        private static boolean decided(ControlResult control) {
            return control.result() == Result.FAIL
                    || control.result() == Result.NOT_ASSESSED
                    || control.result() == Result.PASS;
        }

        private void finding(ControlResult result) {
            Framework.Control control = result.control();
            StatusCounts counts = result.counts();
            json.uuid("uuid", uuid("control " + result.framework().id() + " " + control.id()));
            json.text("title", markup(result.framework().id() + " " + control.id()));
            json.text("description", markup(control.title()));
            json.object("target", () -> {
                json.text("type", "objective-id");
                json.text("target-id", controlId(result.framework(), control));
                json.object("status", () -> {
                    json.text("state", result.result() == Result.PASS ? "satisfied" : "not-satisfied");
                    json.text(
                            "reason",
                            switch (result.result()) {
                                case PASS -> "pass";
                                case FAIL -> "fail";
                                default -> "other";
                            });
                    json.text(
                            "remarks",
                            result.result() + ": " + counts.fail() + " findings fail, " + counts.notAssessed()
                                    + " were not assessed, " + counts.waived() + " are waived, " + counts.pass()
                                    + " pass.");
                });
            });
            List<String> observed = result.ruleIds().stream()
                    .filter(report.countsByRule()::containsKey)
                    .toList();
            json.array(
                    "related-observations",
                    () -> observed.forEach(
                            rule -> json.object(() -> json.uuid("observation-uuid", observationOf(rule)))));
        }
    }
}
