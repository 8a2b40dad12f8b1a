package dev.atrest.faults;

import static dev.atrest.faults.WireAssessing.FRANKFURT;
import static dev.atrest.faults.WireAssessing.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.model.Coverage;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Resources that come, go and change after they were listed and before they are asked about. */
@ResourceLock(Application.SPRING_BATCH)
class ChangingEstateTest {

    private static final Set<String> LISTING = Set.of(
            "organizations:DescribeOrganization",
            "organizations:ListAccounts",
            "sts:AssumeRole",
            "ec2:DescribeRegions",
            "s3:ListBuckets",
            "kms:ListKeys",
            "ec2:DescribeVolumes",
            "ec2:DescribeSnapshots",
            "cloudtrail:DescribeTrails",
            "events:ListRules");

    private static final String GOING_KEY = "22222222-0000-4000-8000-000000000000";

    private static final String BEFORE = """
            regions: { enabled: [eu-central-1] }
            role: { name: atrest-audit, externalId: atrest-demo }
            accounts:
              - { id: "111111111111", name: Management }
              - id: "222222222222"
                name: Shop
                buckets: [ { name: stays }, { name: goes }, { name: changes, encryption: notConfigured } ]
                regions:
                  eu-central-1:
                    keys: [ { id: 11111111-0000-4000-8000-000000000000 }, { id: 22222222-0000-4000-8000-000000000000 } ]
                    volumes: [ { id: vol-1, key: 22222222-0000-4000-8000-000000000000 } ]
                    snapshots: [ { id: snap-1, volume: vol-1 }, { id: snap-2, volume: vol-1 } ]
                    trails: [ { name: stays, bucket: stays }, { name: goes, bucket: stays } ]
                    rules: [ { name: goes, pattern: { source: [aws.kms] }, targets: [security] } ]
                    topics: [ { name: security } ]
            """;

    private static final String AFTER = BEFORE.replace("{ name: goes }", "{ name: comes }")
            .replace("notConfigured", "AES256")
            .replace(", { id: " + GOING_KEY + " }", "")
            .replace("vol-1, key: " + GOING_KEY, "vol-1")
            .replace(", { id: snap-2, volume: vol-1 }", "")
            .replace(", { name: goes, bucket: stays }", "")
            .replace("{ name: goes, pattern: { source: [aws.kms] }, targets: [security] }", "");

    @Test
    void whatIsGoneLeavesTheInventoryAndNoGapAndWhatChangedIsAsEachCallSawIt(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (var aws = EmbeddedAws.start(Estate.parse(BEFORE));
                var assessing = new WireAssessing(aws, WireAssessing.HASTY, folder)) {
            aws.become(Estate.parse(AFTER), action -> !LISTING.contains(action));

            WireOutcome changed = assessing.assess();

            assertThat(changed.gapsInWords()).isEmpty();
            assertThat(arns(changed, ResourceType.S3_BUCKET))
                    .containsExactlyInAnyOrder("arn:aws:s3:::stays", "arn:aws:s3:::changes");
            assertThat(arns(changed, ResourceType.KMS_KEY))
                    .containsExactly("arn:aws:kms:eu-central-1:222222222222:key/11111111-0000-4000-8000-000000000000");
            assertThat(arns(changed, ResourceType.EBS_SNAPSHOT))
                    .containsExactly("arn:aws:ec2:eu-central-1::snapshot/snap-1");
            assertThat(arns(changed, ResourceType.TRAIL))
                    .containsExactly("arn:aws:cloudtrail:eu-central-1:222222222222:trail/stays");
            // One call told the whole of the volume: it is as it was then, with the key that has gone since.
            assertThat(evidence(changed, "ebs-volume-key-usable"))
                    .contains("encrypted=true")
                    .contains("its key does not exist");
            // The listing told the bucket's name; how it is encrypted was asked later.
            assertThat(changed.findings())
                    .filteredOn(finding -> finding.resourceArn().equals("arn:aws:s3:::changes"))
                    .extracting(WireOutcome::inWords)
                    .anySatisfy(words -> assertThat(words).contains("encryption.algorithm=AES256"))
                    .noneSatisfy(words -> assertThat(words).contains("encryption.algorithm=NONE"));
            assertThat(changed.said().values())
                    .noneSatisfy(words -> assertThat(words).contains("NotFound"));
            Coverage settings = changed.row(SHOP, FRANKFURT, ResourceType.REGION_SETTINGS);
            assertThat(settings.status()).isEqualTo(Coverage.Status.COMPLETE);
            assertThat(changed.row(SHOP, FRANKFURT, ResourceType.KMS_KEY).resources())
                    .isEqualTo(1);
        }
    }

    private static Set<String> arns(WireOutcome outcome, ResourceType type) {
        return outcome.findings().stream()
                .filter(finding ->
                        finding.resourceType() == type && finding.accountId().equals(SHOP))
                .map(Finding::resourceArn)
                .collect(Collectors.toSet());
    }

    private static String evidence(WireOutcome outcome, String rule) {
        return outcome.findings().stream()
                .filter(finding -> finding.ruleId().equals(rule) && finding.status() != FindingStatus.WAIVED)
                .map(WireOutcome::inWords)
                .collect(Collectors.joining());
    }
}
