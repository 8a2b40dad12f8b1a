package dev.atrest.endtoend;

import static dev.atrest.model.FindingStatus.FAIL;
import static dev.atrest.model.FindingStatus.NOT_ASSESSED;
import static dev.atrest.model.FindingStatus.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.endtoend.DemoExpectations.Case;
import dev.atrest.endtoend.ExpectedCoverage.Place;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the findings are worked out once
class DemoExpectationsTest {

    private static final Path ESTATE = Path.of("embedded-aws/demo-estate.yml");

    private final Map<Case, FindingStatus> findings = DemoExpectations.findings(ESTATE);

    @ParameterizedTest
    @MethodSource("rulesThatShip")
    void theDemoShowsEachRulePassAndFail(String rule) {
        assertThat(statuses(rule)).contains(PASS, FAIL);
    }

    @Test
    void theDemoLeavesNothingElseToExpect() {
        assertThat(findings.keySet().stream().map(Case::ruleId).distinct()).hasSameElementsAs(rulesThatShip());
    }

    /** A rule's file has the rule's name. */
    static List<String> rulesThatShip() {
        try (var files = Files.walk(Path.of("config/rules"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yml"))
                    .map(name -> name.replace(".yml", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3-bucket-classified",
                "s3-bucket-internal-encrypted",
                "s3-bucket-confidential-customer-key",
                "s3-bucket-key-usable",
                "s3-bucket-key-enabled",
                "s3-bucket-mfa-delete",
                "s3-bucket-block-public-access",
                "s3-account-block-public-access",
                "ebs-volume-confidential-customer-key",
                "ebs-volume-key-usable",
                "ebs-snapshot-confidential-customer-key",
                "ebs-snapshot-key-usable",
                "ebs-snapshot-shared-with-trusted-accounts-only",
                "ebs-encryption-by-default",
                "ebs-default-key-customer-managed",
                "ebs-snapshot-block-public-access",
                "kms-key-rotation-enabled",
                "kms-key-not-pending-deletion",
                "cloudtrail-encrypted-with-customer-key",
                "cloudtrail-logs-kms-activity",
                "cloudtrail-multi-region",
                "cloudtrail-logs-object-reads",
                "cloudtrail-logs-object-writes",
                "cloudtrail-changes-alarmed",
                "s3-bucket-policy-changes-alarmed",
                "s3-bucket-policy-not-public",
                "s3-bucket-deny-insecure-transport",
                "s3-bucket-confidential-policy-enforces-key",
                "kms-key-deletion-alarmed",
                "kms-encryption-context-not-sensitive",
                "kms-key-grants-trusted-principals",
                "kms-key-manual-rotation-due",
                "kms-key-policy-not-public",
                "kms-key-policy-trusted-accounts-only",
                "kms-key-policy-no-full-access",
                "kms-key-policy-separation-of-duties",
                "kms-key-policy-dedicated-admins",
                "kms-key-policy-critical-calls-require-mfa",
                "kms-key-serves-one-class",
                "kms-key-unused"
            })
    void theDemoShowsWhatCannotBeReadAsNotAssessed(String rule) {
        assertThat(statuses(rule)).contains(NOT_ASSESSED);
    }

    @Test
    void theDemoHasSomeFourHundredResources() {
        Map<ResourceType, Integer> resources = DemoExpectations.resources(ESTATE);
        assertThat(resources).containsOnlyKeys(ResourceType.values());
        assertThat(resources.values().stream().mapToInt(Integer::intValue).sum())
                .isBetween(380, 440);
        assertThat(findings.keySet().stream()
                        .map(Case::resourceArn)
                        .filter(arn -> arn.startsWith("arn:aws:s3"))
                        .distinct())
                .hasSize(resources.get(ResourceType.S3_BUCKET));
    }

    @Test
    void theDemoShowsEveryKindOfCoverage() {
        Map<Place, Coverage.Status> coverage = DemoExpectations.coverage(ESTATE);
        assertThat(coverage)
                .containsEntry(
                        new Place("211938475602", "eu-central-1", ResourceType.KMS_KEY), Coverage.Status.COMPLETE)
                .containsEntry(new Place("537284019365", "eu-central-1", ResourceType.KMS_KEY), Coverage.Status.PARTIAL)
                .containsEntry(new Place("426193857204", "ap-southeast-1", ResourceType.TRAIL), Coverage.Status.DENIED)
                .containsEntry(new Place("648102937516", "eu-central-1", ResourceType.TRAIL), Coverage.Status.COMPLETE)
                .containsEntry(
                        new Place("104729381650", "ap-southeast-1", ResourceType.TRAIL), Coverage.Status.COMPLETE)
                .containsEntry(
                        new Place("860421395728", Coverage.ALL_REGIONS, ResourceType.S3_BUCKET), Coverage.Status.DENIED)
                .containsEntry(
                        new Place("971532406839", Coverage.ALL_REGIONS, ResourceType.S3_BUCKET),
                        Coverage.Status.EXCLUDED);
    }

    private List<FindingStatus> statuses(String rule) {
        return findings.entrySet().stream()
                .filter(finding -> finding.getKey().ruleId().equals(rule))
                .map(Map.Entry::getValue)
                .collect(Collectors.toList());
    }
}
