package dev.atrest.writers.machine;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.Coverage;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.ReportWriter;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What does not pass, as SARIF 2.1.0: {@code findings.sarif.json}. Findings that pass are only counted, in the properties of
 * the run: the tools that take SARIF show every result as a problem. Coverage gaps are notifications of the invocation.
 */
public final class SarifLog implements ReportWriter {

    private static final List<FindingStatus> SHOWN =
            List.of(FindingStatus.FAIL, FindingStatus.NOT_ASSESSED, FindingStatus.WAIVED);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d+}");

    @Override
    public String fileName() {
        return "findings.sarif.json";
    }

    @Override
    public void write(AssessmentReport report, Path file) throws IOException {
        JsonFile.write(
                file,
                json -> json.object(() -> {
                            json.text(
                                    "$schema",
                                    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
                            json.text("version", "2.1.0");
                            json.arrayOfOne("runs", () -> run(json, report));
                        })
                        .endLine());
    }

    private static void run(JsonFile json, AssessmentReport report) {
        AssessmentSummary summary = report.summary();
        List<Rule> rules = report.rules();
        json.object(
                "tool",
                () -> json.object("driver", () -> {
                    json.text("name", "atrest").textIfAny("version", summary.version());
                    json.array("rules", () -> rules.forEach(rule -> json.object(() -> rule(json, rule))));
                }));
        json.object("automationDetails", () -> json.text("id", "atrest/" + summary.id()));
        json.arrayOfOne("invocations", () -> invocation(json, report));
        json.array("results", () -> results(json, report));
        json.object(
                "properties",
                () -> json.text("assessmentId", summary.id())
                        .text("rulesDigest", summary.rulesDigest())
                        .object("passed", () -> {
                            for (Severity severity : Severity.values()) {
                                json.number(severity.name(), summary.findings(FindingStatus.PASS, severity));
                            }
                        }));
    }

    private static void rule(JsonFile json, Rule rule) {
        json.text("id", rule.id());
        json.object("shortDescription", () -> json.text("text", rule.title()));
        json.object("fullDescription", () -> json.text("text", or(rule.rationale(), rule.title())));
        json.object("help", () -> json.text("text", or(References.remediation(rule), rule.title())));
        json.object("defaultConfiguration", () -> json.text("level", level(rule.severity())));
        json.object(
                "properties",
                () -> json.text("security-severity", score(rule.severity()))
                        .text("severity", rule.severity().name())
                        .text("resourceType", rule.resource().label())
                        .text("effort", rule.remediation().effort().name())
                        .textsIfAny("tags", List.of("security", "encryption-at-rest"))
                        .object("controls", () -> controls(json, rule.controls())));
    }

    private static void controls(JsonFile json, Map<String, List<String>> controls) {
        controls.keySet().stream().sorted().forEach(framework -> json.fact(framework, controls.get(framework)));
    }

    private static void invocation(JsonFile json, AssessmentReport report) {
        AssessmentSummary summary = report.summary();
        json.flag("executionSuccessful", true);
        json.text("startTimeUtc", summary.startedAt().toString());
        json.text("endTimeUtc", summary.finishedAt().toString());
        json.array("toolExecutionNotifications", () -> {
            try (Stream<Coverage> coverage = report.coverage()) {
                coverage.filter(row -> row.status().gap())
                        .forEach(row -> json.object(() -> json.text("level", "warning")
                                .object("message", () -> json.text("text", literal(gap(row))))));
            }
        });
    }

    private static String gap(Coverage row) {
        String why = row.error()
                .map(error -> ": " + error.call() + " answered " + error.error())
                .orElse("");
        return "Coverage of " + row.type().label() + " in account " + row.accountId() + ", region " + row.region()
                + ", is " + row.status() + why;
    }

    private static void results(JsonFile json, AssessmentReport report) {
        var references = new References(report);
        List<Rule> rules = report.rules();
        var indexes = new HashMap<String, Integer>();
        for (int i = 0; i < rules.size(); i++) {
            indexes.put(rules.get(i).id(), i);
        }
        for (FindingStatus status : SHOWN) {
            try (Stream<Finding> findings = report.findings(status)) {
                findings.forEach(finding -> json.object(() -> {
                    json.text("ruleId", references.rule(finding.ruleId()).id());
                    json.number("ruleIndex", indexes.get(finding.ruleId()));
                    result(json, finding, references);
                }));
            }
        }
    }

    private static void result(JsonFile json, Finding finding, References references) {
        boolean decided = finding.status() != FindingStatus.NOT_ASSESSED;
        // "open": there was insufficient information to decide; a kind other than "fail" has the level "none"
        json.text("kind", decided ? "fail" : "open");
        json.text("level", decided ? level(finding.severity()) : "none");
        json.object("message", () -> json.text("text", literal(message(finding))));
        json.arrayOfOne("locations", () -> location(json, finding));
        // the second is the one that GitHub compares
        json.object(
                "partialFingerprints",
                () -> json.text("atrestFinding/v1", BacklogItem.idOf(finding))
                        .text("primaryLocationLineHash", BacklogItem.idOf(finding)));
        if (finding.status() == FindingStatus.WAIVED) {
            json.arrayOfOne(
                    "suppressions",
                    () -> json.text("kind", "external")
                            .text("status", "accepted")
                            .text("justification", references.acceptance(finding)));
        }
        json.object(
                "properties",
                () -> json.text("status", finding.status().name())
                        .text("severity", finding.severity().name())
                        .text("accountId", finding.accountId())
                        .text("region", finding.region())
                        .text("resourceType", finding.resourceType().label())
                        .textIfAny(
                                "dataProtectionClass",
                                finding.dataProtectionClass()
                                        .map(DataProtectionClass::name)
                                        .orElse(""))
                        .textIfAny("owner", finding.owner())
                        .textIfAny("waiver", finding.waiver().orElse(""))
                        .textsIfAny("unread", References.unread(finding))
                        .object("controls", () -> controls(json, finding.controls())));
    }

    private static String message(Finding finding) {
        String message = or(finding.message(), finding.ruleId());
        return finding.unread().isEmpty()
                ? message
                : "Not assessed, since this is not known: " + String.join("; ", References.unread(finding)) + ". "
                        + message;
    }

    /** A path for tools that know files only, of account, region, type and id, and the resource itself. */
    private static void location(JsonFile json, Finding finding) {
        String arn = finding.resourceArn();
        String[] parts = arn.split(":", 6);
        String path = Stream.of(
                        finding.accountId(),
                        or(finding.region(), "global"),
                        finding.resourceType().label(),
                        or(parts[parts.length - 1], "resource"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        json.object(
                "physicalLocation",
                () -> json.object("artifactLocation", () -> json.text("uri", path))
                        .object("region", () -> json.number("startLine", 1)));
        json.arrayOfOne(
                "logicalLocations",
                () -> json.text("fullyQualifiedName", arn)
                        .textIfAny("name", finding.resourceName())
                        .text("kind", "resource"));
    }

    /** The text in the form in which SARIF finds no placeholders and no links in it, whoever named the resource. */
    private static String literal(String text) {
        String withoutLinks = text.contains("](") ? text.replace("\\", "\\\\").replace("](", "\\](") : text;
        return PLACEHOLDER.matcher(withoutLinks).find()
                ? withoutLinks.replace("{", "{{").replace("}", "}}")
                : withoutLinks;
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFORMATIONAL -> "note";
        };
    }

    /** GitHub's scale: over 9 is critical, from 7 high, from 4 medium. */
    private static String score(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.0";
            case INFORMATIONAL -> "0.1";
        };
    }

    private static String or(String text, String otherwise) {
        return text.isBlank() ? otherwise : text;
    }
}
