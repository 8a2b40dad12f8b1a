package dev.atrest.writers.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.writers.MemoryReport;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.SampleReport;
import dev.atrest.writers.machine.AsffBatches.Destination;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;
import software.amazon.awssdk.services.securityhub.model.Partition;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.SeverityLabel;
import software.amazon.awssdk.services.securityhub.model.WorkflowStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AsffFindingsTest {

    private final MemoryReport report = SampleReport.enterprise();

    @TempDir
    private Path folder;

    @Test
    void theSdkKnowsEveryNameAndEveryType() throws IOException {
        List<AwsSecurityFinding> findings = findings(report);
        assertThat(findings.stream().map(AwsSecurityFinding::id))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        report.findings().map(BacklogItem::idOf).toList());
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.schemaVersion()).isEqualTo("2018-10-08");
            assertThat(finding.severity().label()).isNotEqualTo(SeverityLabel.UNKNOWN_TO_SDK_VERSION);
            assertThat(finding.compliance().status()).isNotEqualTo(ComplianceStatus.UNKNOWN_TO_SDK_VERSION);
            assertThat(finding.workflow().status()).isNotEqualTo(WorkflowStatus.UNKNOWN_TO_SDK_VERSION);
            assertThat(finding.recordState()).isEqualTo(RecordState.ACTIVE);
            assertThat(finding.resources()).hasSize(1).allSatisfy(resource -> {
                assertThat(resource.partition()).isEqualTo(Partition.AWS);
                assertThat(resource.region()).isNotBlank();
            });
            assertThat(Instant.parse(finding.updatedAt())).isAfterOrEqualTo(Instant.parse(finding.createdAt()));
            assertThat(finding.findingProviderFields().severity().label())
                    .isEqualTo(finding.severity().label());
        });
    }

    /** Of the limits that https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html names. */
    @Test
    void noFieldIsLongerThanSecurityHubTakesAndNoneIsBlank() throws IOException {
        Finding endless = Samples.saying(report, "🔑".repeat(3000));
        var findings = new ArrayList<>(findings(report));
        findings.addAll(findings(Samples.of(report, List.of(endless, Samples.waived(report, "legacy-volumes")))));
        assertThat(findings).allSatisfy(finding -> {
            assertThat(bytes(finding.id())).isBetween(1, 512);
            assertThat(bytes(finding.generatorId())).isBetween(1, 512);
            assertThat(bytes(finding.title())).isBetween(1, 256);
            assertThat(bytes(finding.description())).isBetween(1, 1024);
            assertThat(finding.description()).isNotBlank();
            assertThat(finding.types()).hasSizeBetween(1, 50);
            assertThat(finding.productFields()).hasSizeBetween(1, 50).allSatisfy((name, value) -> {
                assertThat(bytes(name)).isBetween(1, 128);
                assertThat(bytes(value)).isBetween(1, 2048);
                assertThat(value).isNotBlank();
            });
            if (finding.remediation() != null) {
                assertThat(bytes(finding.remediation().recommendation().text())).isBetween(1, 512);
            }
            assertThat(finding.compliance().relatedRequirements())
                    .hasSizeLessThanOrEqualTo(32)
                    .allSatisfy(requirement -> assertThat(bytes(requirement)).isBetween(1, 64));
        });
        assertThat(Clipped.to(10, "äöü🔑🔑"))
                .isEqualTo("äöü…")
                .satisfies(text -> assertThat(bytes(text)).isLessThanOrEqualTo(10));
        assertThat(Clipped.to(6, "äöü")).isEqualTo("äöü");
    }

    @Test
    void aLineIsACallOfOneAccountInOneRegion() throws IOException {
        List<String> lines = lines(report);
        assertThat(lines).hasSizeLessThan(report.allFindings().size() / 10).allSatisfy(line -> {
            assertThat(bytes(line)).isLessThan(6_000_000);
            JsonNode batch = JsonMapper.shared().readTree(line);
            assertThat(batch).hasSizeBetween(1, 100);
            String productArn = batch.get(0).get("ProductArn").stringValue();
            assertThat(batch).allSatisfy(finding -> {
                assertThat(finding.get("ProductArn").stringValue()).isEqualTo(productArn);
                String account = finding.get("AwsAccountId").stringValue();
                assertThat(productArn)
                        .matches("arn:aws:securityhub:[a-z0-9-]+:" + account + ":product/" + account + "/default");
                assertThat(productArn.split(":")[3])
                        .isEqualTo(finding.get("Resources").get(0).get("Region").stringValue());
            });
        });
    }

    @Test
    void statusesAreThoseOfSecurityHub() throws IOException {
        assertThat(findings(report)).allSatisfy(finding -> {
            var status = FindingStatus.valueOf(finding.productFields().get("atrest/Status"));
            assertThat(finding.compliance().status())
                    .isEqualTo(
                            switch (status) {
                                case PASS -> ComplianceStatus.PASSED;
                                case FAIL, WAIVED -> ComplianceStatus.FAILED;
                                case NOT_ASSESSED -> ComplianceStatus.NOT_AVAILABLE;
                            });
            assertThat(finding.workflow().status())
                    .isEqualTo(
                            switch (status) {
                                case PASS -> WorkflowStatus.RESOLVED;
                                case FAIL, NOT_ASSESSED -> WorkflowStatus.NEW;
                                case WAIVED -> WorkflowStatus.SUPPRESSED;
                            });
            if (status == FindingStatus.NOT_ASSESSED) {
                assertThat(finding.compliance().statusReasons().getFirst().description())
                        .isEqualTo("encryption (s3:GetBucketEncryption: AccessDenied)");
            }
            if (status == FindingStatus.PASS) {
                assertThat(finding.severity().label()).isEqualTo(SeverityLabel.INFORMATIONAL);
            }
        });
    }

    @Test
    void whatWaitsForItsBatchIsBounded() {
        var sent = new ArrayList<List<String>>();
        var batches = new AsffBatches(10, sent::add);
        List<String> some = IntStream.range(0, 23).mapToObj(Integer::toString).toList();
        for (int i = 0; i < some.size(); i++) {
            batches.add(new Destination("account-" + i % 4, "eu-central-1"), some.get(i));
        }
        assertThat(some.size() - sent.stream().mapToInt(List::size).sum()).isBetween(1, 10);
        batches.end();
        assertThat(sent.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(some);
    }

    @Test
    void aFullBatchGoesAtOnce() {
        var sent = new ArrayList<List<String>>();
        var batches = new AsffBatches(1000, sent::add);
        IntStream.range(0, 250)
                .forEach(i -> batches.add(new Destination("111122223333", "eu-central-1"), "finding " + i));
        assertThat(sent).hasSize(2).allSatisfy(batch -> assertThat(batch).hasSize(100));
    }

    @Test
    void settingsAreThoseOfTheAccountAsSecurityHubNamesIt() throws IOException {
        Map<String, String> types = Map.of(
                "S3Bucket", "AwsS3Bucket",
                "EbsVolume", "AwsEc2Volume",
                "EbsSnapshot", "Other",
                "KmsKey", "AwsKmsKey",
                "Trail", "AwsCloudTrailTrail",
                "AccountSettings", "AwsAccount",
                "RegionSettings", "AwsAccount");
        Map<String, Finding> byId = new java.util.HashMap<>();
        report.allFindings().forEach(finding -> byId.put(BacklogItem.idOf(finding), finding));
        assertThat(findings(report)).allSatisfy(finding -> {
            Finding told = byId.get(finding.id());
            var resource = finding.resources().getFirst();
            assertThat(resource.type()).isEqualTo(types.get(told.resourceType().label()));
            assertThat(resource.id())
                    .isEqualTo(
                            resource.type().equals("AwsAccount")
                                    ? "AWS::::Account:" + told.accountId()
                                    : told.resourceArn());
        });
    }

    private List<AwsSecurityFinding> findings(MemoryReport of) throws IOException {
        var findings = new ArrayList<AwsSecurityFinding>();
        for (String line : lines(of)) {
            JsonMapper.shared()
                    .readTree(line)
                    .forEach(finding ->
                            findings.add((AwsSecurityFinding) SdkJson.read(finding, AwsSecurityFinding.builder())));
        }
        return findings;
    }

    private List<String> lines(MemoryReport of) throws IOException {
        return Files.readAllLines(
                ReportFiles.write(of, List.of(new AsffFindings()), folder).getFirst());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
