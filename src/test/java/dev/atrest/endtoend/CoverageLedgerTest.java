package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.Fault;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.jobs.AssessmentFailed;
import dev.atrest.jobs.Progress;
import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.Coverage.Reason;
import dev.atrest.model.Coverage.Status;
import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What was looked at, what was not and why, and what it took: the coverage rows of a whole assessment. */
@ResourceLock(Assessing.SPRING_BATCH)
class CoverageLedgerTest {

    private static final String MANAGEMENT = "111111111111";
    private static final String SHOP = "222222222222";
    private static final String REGION = "eu-central-1";

    private final EmbeddedAws aws = EmbeddedAws.start(Estate.parse("""
            regions: { enabled: [eu-central-1, ap-southeast-1], notOptedIn: [me-south-1], denied: [ap-southeast-1] }
            role: { name: atrest-audit, externalId: atrest-demo }
            accounts:
              - { id: "111111111111", name: Management }
              - id: "222222222222"
                name: Shop
                buckets: [ { name: shop-orders } ]
                regions:
                  eu-central-1:
                    volumes: [ { id: "vol-{n}", count: 3 } ]
                    keys: [ { id: 11111111-2222-3333-4444-555555555555 } ]
                    trails: [ { name: shop, bucket: shop-orders } ]
              - { id: "333333333333", name: Locked, assumable: false }
              - { id: "444444444444", name: Suspended, status: SUSPENDED }
              - { id: "555555555555", name: Closing, status: PENDING_CLOSURE }
              - { id: "666666666666", name: Closed, status: CLOSED }
            """));

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void everyAttemptThatTheEndpointAnsweredIsInOneRowAlsoAfterAnInterruption() throws IOException {
        aws.faults()
                .add(Fault.throttle("kms:ListKeys").account(SHOP).region(REGION).times(2));
        var before = Instant.now();
        assertThatThrownBy(() -> new Assessing(folder).assess(aws, Assessing.EVERYTHING, new BrokenEvaluation()))
                .isInstanceOf(AssessmentFailed.class);
        var scanned = Instant.now();

        var coverage = assess();

        Calls calls = total(coverage, SHOP);
        assertThat(calls.made() + calls.retries())
                // The role was assumed in the management account, for this one.
                .isEqualTo(aws.calls().of(SHOP, "*", "*") + 1);
        assertThat(calls.retries()).isEqualTo(2);
        assertThat(calls.throttled()).isEqualTo(2);
        Coverage keys = row(coverage, SHOP, REGION, ResourceType.KMS_KEY);
        assertThat(keys.status()).isEqualTo(Status.COMPLETE);
        assertThat(keys.calls().throttled()).isEqualTo(2);
        assertThat(keys.calls().first().orElseThrow())
                .isBetween(before, keys.calls().last().orElseThrow());
        assertThat(keys.calls().last().orElseThrow()).isBefore(scanned);
        // DescribeRegions, AssumeRole and the settings' own calls.
        assertThat(row(coverage, SHOP, Coverage.GLOBAL, ResourceType.ACCOUNT_SETTINGS)
                        .calls()
                        .made())
                .isEqualTo(4);
        assertThat(row(coverage, SHOP, REGION, ResourceType.EBS_VOLUME).calls().made())
                .isEqualTo(1);
        // Both the trails and the settings of the region ask for them.
        assertThat(row(coverage, SHOP, REGION, ResourceType.TRAIL).calls().made())
                .isEqualTo(3);
    }

    @Test
    void whatIsNotLookedAtSaysWhyAndWhichRequestMetIt() throws IOException {
        aws.faults().add(Fault.deny("ec2:DescribeVolumes").account(SHOP).region(REGION));
        aws.faults().add(Fault.deny("s3:GetBucketEncryption").account(SHOP));
        aws.faults().add(Fault.deny("cloudtrail:GetTrailStatus").account(SHOP));
        aws.faults().add(Fault.deny("*").account(MANAGEMENT).region("ap-southeast-1"));

        List<Coverage> coverage = assess();

        assertThat(rows(coverage, "444444444444"))
                .hasSize(7)
                .allSatisfy(row -> isExcluded(row, Reason.ACCOUNT_SUSPENDED));
        assertThat(rows(coverage, "555555555555"))
                .hasSize(7)
                .allSatisfy(row -> isExcluded(row, Reason.ACCOUNT_PENDING_CLOSURE));
        assertThat(rows(coverage, "666666666666")).hasSize(7).allSatisfy(row -> isExcluded(row, Reason.ACCOUNT_CLOSED));
        assertThat(in("me-south-1", coverage, SHOP))
                .hasSize(5)
                .allSatisfy(row -> isExcluded(row, Reason.REGION_NOT_ENABLED));
        assertThat(in("ap-southeast-1", coverage, SHOP)).hasSize(5).allSatisfy(row -> {
            assertThat(row.status()).isEqualTo(Status.DENIED);
            assertThat(row.reason()).contains(Reason.SERVICE_CONTROL_POLICY);
            assertThat(row.calls().allRefusedByPolicy()).isTrue();
        });
        // Here it is the role that lacks permissions, and no policy of the organisation.
        assertThat(in("ap-southeast-1", coverage, MANAGEMENT)).hasSize(5).allSatisfy(row -> {
            assertThat(row.status()).isIn(Status.DENIED, Status.PARTIAL);
            assertThat(row.reason()).isEmpty();
        });
        Coverage.Gap volumes = gap(coverage, REGION, ResourceType.EBS_VOLUME);
        assertThat(volumes.call()).isEqualTo("ec2:DescribeVolumes");
        assertThat(volumes.detail()).contains("no identity-based policy allows");
        assertThat(volumes.requestId()).isNotEmpty();
        Coverage.Gap buckets = gap(coverage, Coverage.GLOBAL, ResourceType.S3_BUCKET);
        assertThat(buckets.call()).isEqualTo("s3:GetBucketEncryption");
        assertThat(buckets.requestId()).isNotEmpty();
        assertThat(buckets.extendedRequestId()).isNotEmpty();
        assertThat(gap(coverage, REGION, ResourceType.TRAIL).requestId()).isNotEmpty();
        assertThat(rows(coverage, "333333333333")).hasSize(7).allSatisfy(row -> {
            assertThat(row.status()).isEqualTo(Status.DENIED);
            assertThat(row.error().orElseThrow().requestId()).isNotEmpty();
        });
        assertThat(total(coverage, "333333333333").made()).isEqualTo(1);
    }

    private record BrokenEvaluation() implements Progress {

        @Override
        public void begin(String task, long total, String unit) {
            if (!task.equals("Scanning")) {
                throw new IllegalStateException("broken on purpose");
            }
        }

        @Override
        public void advance(long units) {}

        @Override
        public void close() {}
    }

    private List<Coverage> assess() throws IOException {
        return new Assessing(folder).assess(aws, Assessing.EVERYTHING).coverage();
    }

    private static void isExcluded(Coverage row, Reason reason) {
        assertThat(row.status()).isEqualTo(Status.EXCLUDED);
        assertThat(row.reason()).contains(reason);
        assertThat(row.calls()).isEqualTo(Calls.NONE);
    }

    private static List<Coverage> rows(List<Coverage> coverage, String account) {
        return coverage.stream().filter(row -> row.accountId().equals(account)).toList();
    }

    private static List<Coverage> in(String region, List<Coverage> coverage, String account) {
        return rows(coverage, account).stream()
                .filter(row -> row.region().equals(region))
                .toList();
    }

    private static Coverage row(List<Coverage> coverage, String account, String region, ResourceType type) {
        return rows(coverage, account).stream()
                .filter(row -> row.region().equals(region) && row.type() == type)
                .findFirst()
                .orElseThrow();
    }

    private static Coverage.Gap gap(List<Coverage> coverage, String region, ResourceType type) {
        return row(coverage, SHOP, region, type).error().orElseThrow();
    }

    private static Calls total(List<Coverage> coverage, String account) {
        return rows(coverage, account).stream().map(Coverage::calls).reduce(Calls.NONE, Calls::plus);
    }
}
