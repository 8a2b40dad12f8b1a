package dev.atrest.writers.machine;

import dev.atrest.model.Account;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Framework;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.ReportWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * All findings as events of the Open Cybersecurity Schema Framework, class Compliance Finding (2003), one event a line, by
 * resource ARN and rule id: {@code findings.ocsf.jsonl}.
 */
public final class OcsfFindings implements ReportWriter {

    /** Of the schema; what is written stands in 1.5 to 1.8 alike. */
    static final String SCHEMA_VERSION = "1.5.0";

    /** {@code standards} must not be missing, also when a rule meets no control that the report shows. */
    private static final List<String> OWN_RULES = List.of("atrest rules");

    @Override
    public String fileName() {
        return "findings.ocsf.jsonl";
    }

    @Override
    public void write(AssessmentReport report, Path file) throws IOException {
        var references = new References(report);
        AssessmentSummary summary = report.summary();
        JsonFile.write(file, json -> {
            try (Stream<Finding> findings = report.findings()) {
                findings.forEach(finding -> json.object(() -> event(json, finding, references, summary))
                        .endLine());
            }
        });
    }

    private static void event(JsonFile json, Finding finding, References references, AssessmentSummary summary) {
        Rule rule = references.rule(finding.ruleId());
        json.number("category_uid", 2).text("category_name", "Findings");
        json.number("class_uid", 2003).text("class_name", "Compliance Finding");
        json.number("activity_id", 1).text("activity_name", "Create");
        json.number("type_uid", 200301).text("type_name", "Compliance Finding: Create");
        json.number("time", summary.finishedAt().toEpochMilli());
        json.number("severity_id", Severity.values().length - finding.severity().ordinal())
                .text("severity", caption(finding.severity().name()));
        Lifecycle lifecycle = Lifecycle.of(finding.status());
        json.number("status_id", lifecycle.id).text("status", lifecycle.caption);
        json.text("message", finding.message());
        json.object("metadata", () -> metadata(json, summary));
        json.object("cloud", () -> cloud(json, finding, references.account(finding.accountId())));
        json.object("finding_info", () -> information(json, finding, rule));
        json.object("compliance", () -> compliance(json, finding, references));
        json.arrayOfOne("resources", () -> resource(json, finding));
        String remediation = references.remediation(rule, finding);
        if (finding.status() != FindingStatus.PASS && !remediation.isEmpty()) {
            json.object("remediation", () -> json.text("desc", remediation));
        }
        if (!finding.evidence().isEmpty()) {
            json.arrayOfOne("evidences", () -> json.object("data", () -> evidence(json, finding)));
        }
        json.object("unmapped", () -> {
            json.text("atrest_status", finding.status().name());
            finding.dataProtectionClass()
                    .map(DataProtectionClass::name)
                    .ifPresent(known -> json.text("data_protection_class", known));
            finding.waiver().ifPresent(waiver -> json.text("waiver", waiver));
        });
    }

    private static void metadata(JsonFile json, AssessmentSummary summary) {
        json.text("version", SCHEMA_VERSION);
        json.object(
                "product",
                () -> json.text("name", "atrest")
                        .text("vendor_name", "atrest")
                        .textIfAny("version", summary.version()));
        json.textsIfAny("profiles", List.of("cloud"));
        json.text("correlation_uid", summary.id());
    }

    private static void cloud(JsonFile json, Finding finding, Account account) {
        json.text("provider", "AWS");
        json.textIfAny("region", finding.region());
        json.object(
                "account",
                () -> json.text("uid", account.id())
                        .text("name", account.name())
                        .number("type_id", 10)
                        .text("type", "AWS Account"));
    }

    private static void information(JsonFile json, Finding finding, Rule rule) {
        json.text("uid", BacklogItem.idOf(finding));
        json.text("title", rule.title());
        json.textIfAny("desc", rule.rationale());
        json.number("last_seen_time", finding.readAt().toEpochMilli());
        json.object(
                "analytic",
                () -> json.text("uid", rule.id())
                        .text("name", rule.title())
                        .number("type_id", 1)
                        .text("type", "Rule"));
    }

    private static void compliance(JsonFile json, Finding finding, References references) {
        Check check = Check.of(finding.status());
        json.number("status_id", check.id).text("status", check.caption);
        json.text("status_code", finding.status().name());
        json.textsIfAny(
                "status_details",
                switch (finding.status()) {
                    case NOT_ASSESSED -> References.unread(finding);
                    case WAIVED -> List.of(references.acceptance(finding));
                    case FAIL, PASS -> List.of();
                });
        List<String> standards =
                references.frameworks(finding).stream().map(Framework::heading).toList();
        json.textsIfAny("standards", standards.isEmpty() ? OWN_RULES : standards);
        json.textsIfAny("requirements", references.controls(finding));
        json.text("control", finding.ruleId());
    }

    private static void resource(JsonFile json, Finding finding) {
        json.text("uid", finding.resourceArn());
        json.textIfAny("name", finding.resourceName());
        json.text("type", finding.resourceType().label());
        json.textIfAny("region", finding.region());
        json.text("cloud_partition", References.partition(finding));
        if (!finding.owner().isBlank()) {
            json.object("owner", () -> json.text("name", finding.owner()));
        }
        json.textsIfAny(
                "labels",
                finding.dataProtectionClass().stream()
                        .map(DataProtectionClass::name)
                        .toList());
    }

    private static void evidence(JsonFile json, Finding finding) {
        for (Evidence evidence : finding.evidence()) {
            json.object(
                    evidence.fact(), () -> json.fact("value", evidence.value()).text("call", evidence.call()));
        }
    }

    private static String caption(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
    }

    /** {@code compliance.status_id}. */
    private enum Check {
        PASS(1, "Pass"),
        /** "The compliance check did not yield a result due to missing information." */
        WARNING(2, "Warning"),
        FAIL(3, "Fail");

        private final int id;
        private final String caption;

        Check(int id, String caption) {
            this.id = id;
            this.caption = caption;
        }

        static Check of(FindingStatus status) {
            return switch (status) {
                case PASS -> PASS;
                case NOT_ASSESSED -> WARNING;
                case FAIL, WAIVED -> FAIL;
            };
        }
    }

    /** {@code status_id}. */
    private enum Lifecycle {
        NEW(1, "New"),
        SUPPRESSED(3, "Suppressed"),
        RESOLVED(4, "Resolved");

        private final int id;
        private final String caption;

        Lifecycle(int id, String caption) {
            this.id = id;
            this.caption = caption;
        }

        static Lifecycle of(FindingStatus status) {
            return switch (status) {
                case FAIL, NOT_ASSESSED -> NEW;
                case WAIVED -> SUPPRESSED;
                case PASS -> RESOLVED;
            };
        }
    }
}
