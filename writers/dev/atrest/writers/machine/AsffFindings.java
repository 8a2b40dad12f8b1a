package dev.atrest.writers.machine;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Framework;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.ReportWriter;
import dev.atrest.writers.machine.AsffBatches.Destination;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All findings in the AWS Security Finding Format: {@code findings.asff.jsonl}. Each line is an array that one call of
 * BatchImportFindings takes: at most 100 findings of one account and region, for the default product of that account.
 */
public final class AsffFindings implements ReportWriter {

    /** Some 10 MB of them. */
    private static final int MOST_WAITING = 5_000;

    private static final String TYPE = "Software and Configuration Checks/Industry and Regulatory Standards";
    private static final Set<String> PARTITIONS = Set.of("aws", "aws-cn", "aws-us-gov");
    private static final int TITLE = 256;
    private static final int DESCRIPTION = 1024;
    private static final int RECOMMENDATION = 512;
    private static final int REQUIREMENT = 64;
    private static final int REQUIREMENTS = 32;

    @Override
    public String fileName() {
        return "findings.asff.jsonl";
    }

    @Override
    public void write(AssessmentReport report, Path file) throws IOException {
        var references = new References(report);
        AssessmentSummary summary = report.summary();
        JsonFile.write(file, json -> {
            var batches = new AsffBatches(
                    MOST_WAITING,
                    batch -> json.array(() -> batch.forEach(json::written)).endLine());
            try (Stream<Finding> findings = report.findings()) {
                findings.forEach(finding -> batches.add(
                        destination(finding),
                        JsonFile.objectAsText(object -> finding(object, finding, references, summary))));
            }
            batches.end();
        });
    }

    /** What belongs to no region is imported where the partition's global services are at home. */
    private static Destination destination(Finding finding) {
        String region = finding.region().isEmpty()
                ? switch (References.partition(finding)) {
                    case "aws-cn" -> "cn-north-1";
                    case "aws-us-gov" -> "us-gov-west-1";
                    default -> "us-east-1";
                }
                : finding.region();
        return new Destination(finding.accountId(), region);
    }

    private static void finding(JsonFile json, Finding finding, References references, AssessmentSummary summary) {
        Rule rule = references.rule(finding.ruleId());
        Destination destination = destination(finding);
        json.text("SchemaVersion", "2018-10-08");
        json.text("Id", BacklogItem.idOf(finding));
        json.text(
                "ProductArn",
                "arn:%s:securityhub:%s:%s:product/%s/default"
                        .formatted(
                                References.partition(finding),
                                destination.region(),
                                finding.accountId(),
                                finding.accountId()));
        json.text("ProductName", "atrest").text("CompanyName", "atrest");
        json.text("GeneratorId", "atrest/" + rule.id());
        json.text("AwsAccountId", finding.accountId());
        json.textsIfAny("Types", List.of(TYPE));
        json.text("CreatedAt", finding.readAt().truncatedTo(ChronoUnit.MILLIS).toString());
        json.text(
                "UpdatedAt", summary.finishedAt().truncatedTo(ChronoUnit.MILLIS).toString());
        json.object("Severity", () -> severity(json, finding));
        json.text("Title", Clipped.to(TITLE, filled(rule.title(), rule.id())));
        json.text("Description", Clipped.to(DESCRIPTION, filled(finding.message(), rule.title())));
        String remediation = references.remediation(rule, finding);
        if (finding.status() != FindingStatus.PASS && !remediation.isEmpty()) {
            json.object(
                    "Remediation",
                    () -> json.object(
                            "Recommendation", () -> json.text("Text", Clipped.to(RECOMMENDATION, remediation))));
        }
        json.object("ProductFields", () -> productFields(json, finding, summary));
        json.arrayOfOne("Resources", () -> resource(json, finding, destination));
        json.object("Compliance", () -> compliance(json, finding, references));
        json.object("Workflow", () -> json.text("Status", workflow(finding.status())));
        json.text("RecordState", "ACTIVE");
        json.object(
                "FindingProviderFields",
                () -> json.object("Severity", () -> severity(json, finding)).textsIfAny("Types", List.of(TYPE)));
    }

    /** As Security Hub's own checks have it, what passes is INFORMATIONAL; the rule's severity is the original one. */
    private static void severity(JsonFile json, Finding finding) {
        Severity shown = finding.status() == FindingStatus.PASS ? Severity.INFORMATIONAL : finding.severity();
        json.text("Label", shown.name()).text("Original", finding.severity().name());
    }

    private static void productFields(JsonFile json, Finding finding, AssessmentSummary summary) {
        json.text("atrest/Status", finding.status().name());
        json.text("atrest/AssessmentId", summary.id());
        json.text("atrest/ResourceArn", Clipped.to(2048, finding.resourceArn()));
        json.textIfAny("atrest/ResourceName", Clipped.to(2048, finding.resourceName()));
        finding.dataProtectionClass().ifPresent(known -> json.text("atrest/DataProtectionClass", known.name()));
        json.textIfAny("atrest/Owner", Clipped.to(2048, finding.owner()));
        finding.waiver().ifPresent(waiver -> json.text("atrest/Waiver", Clipped.to(2048, waiver)));
    }

    private static void resource(JsonFile json, Finding finding, Destination destination) {
        ResourceType type = finding.resourceType();
        boolean settings = type == ResourceType.ACCOUNT_SETTINGS || type == ResourceType.REGION_SETTINGS;
        json.text(
                "Type",
                switch (type) {
                    case S3_BUCKET -> "AwsS3Bucket";
                    case EBS_VOLUME -> "AwsEc2Volume";
                    case KMS_KEY -> "AwsKmsKey";
                    case TRAIL -> "AwsCloudTrailTrail";
                    case ACCOUNT_SETTINGS, REGION_SETTINGS -> "AwsAccount";
                    // the format has no type for it
                    case EBS_SNAPSHOT -> "Other";
                });
        // as Security Hub names accounts, so that its own findings and ours are of the same resource
        json.text("Id", settings ? "AWS::::Account:" + finding.accountId() : finding.resourceArn());
        if (PARTITIONS.contains(References.partition(finding))) {
            json.text("Partition", References.partition(finding));
        }
        json.text("Region", destination.region());
    }

    private static void compliance(JsonFile json, Finding finding, References references) {
        json.text(
                "Status",
                switch (finding.status()) {
                    case PASS -> "PASSED";
                    case FAIL, WAIVED -> "FAILED";
                    // "Check could not be performed due to a service outage, API error"
                    case NOT_ASSESSED -> "NOT_AVAILABLE";
                });
        json.text("SecurityControlId", finding.ruleId());
        json.textsIfAny(
                "RelatedRequirements",
                references.controls(finding).stream()
                        .limit(REQUIREMENTS)
                        .map(control -> Clipped.to(REQUIREMENT, control))
                        .toList());
        List<Framework> frameworks = references.frameworks(finding);
        if (!frameworks.isEmpty()) {
            json.array(
                    "AssociatedStandards",
                    () -> frameworks.forEach(framework -> json.object(() -> json.text("StandardsId", framework.id()))));
        }
        List<String> reasons = switch (finding.status()) {
            case NOT_ASSESSED -> References.unread(finding);
            case WAIVED -> List.of(references.acceptance(finding));
            case FAIL, PASS -> List.of();
        };
        if (!reasons.isEmpty()) {
            json.array(
                    "StatusReasons",
                    () -> reasons.forEach(reason -> json.object(
                            () -> json.text("ReasonCode", finding.status().name())
                                    .text("Description", Clipped.to(DESCRIPTION, reason)))));
        }
    }

    private static String workflow(FindingStatus status) {
        return switch (status) {
            case FAIL, NOT_ASSESSED -> "NEW";
            case WAIVED -> "SUPPRESSED";
            case PASS -> "RESOLVED";
        };
    }

    private static String filled(String text, String otherwise) {
        return text.isBlank() ? otherwise : text;
    }
}
