package dev.atrest.jobs.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.Home;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubjectsTest {

    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";

    private final Subjects subjects =
            new Subjects(RuleCatalog.list(Home.locate().config(), List.of()), List.of());

    private static Finding failure(String ruleId, ResourceType type, String arn, String name, Evidence... evidence) {
        return new Finding(
                ruleId,
                FindingStatus.FAIL,
                Severity.CRITICAL,
                arn,
                type,
                "111122223333",
                "eu-central-1",
                name,
                Optional.empty(),
                "fails",
                List.of(evidence),
                List.of(),
                Map.of(),
                Instant.EPOCH);
    }

    private Optional<BacklogItem.Group> group(
            String ruleId, ResourceType type, String arn, String name, Evidence... evidence) {
        return subjects.of(failure(ruleId, type, arn, name, evidence)).group();
    }

    private Optional<BacklogItem.Group> volumeOf(String key) {
        return group(
                "ebs-volume-key-usable",
                ResourceType.EBS_VOLUME,
                "arn:aws:ec2:eu-central-1:111122223333:volume/vol-" + key.length(),
                "data",
                new Evidence("key.arn", key, "kms:DescribeKey"));
    }

    @Test
    void aKeyAndWhatItEncryptsAreMendedTogether() {
        var key = group("kms-key-not-pending-deletion", ResourceType.KMS_KEY, KEY, "pay");
        assertThat(key).isPresent().isEqualTo(volumeOf(KEY));
    }

    @Test
    void whatHasLostKeysThatNobodyKnowsIsNotMendedTogether() {
        assertThat(volumeOf("")).isEmpty();
    }

    @Test
    void aBucketsPolicyIsOneWhetherItIsTheBucketsOrThatOfATrailsLogs() {
        var bucket = group("s3-bucket-policy-not-public", ResourceType.S3_BUCKET, "arn:aws:s3:::logs", "logs");
        var trail = group(
                "cloudtrail-bucket-not-public",
                ResourceType.TRAIL,
                "arn:aws:cloudtrail:eu-central-1:111122223333:trail/t",
                "t",
                new Evidence("bucket", "logs", "cloudtrail:DescribeTrails"));
        assertThat(bucket).isPresent().isEqualTo(trail);
    }

    @Test
    void aFactThatIsTooLongToBeStoredIsLeftOpen() {
        var endless = Collections.nCopies(10_000, "111122223333");
        var subject = subjects.of(failure(
                "ebs-volume-key-usable",
                ResourceType.EBS_VOLUME,
                "arn:aws:ec2:eu-central-1:111122223333:volume/vol-1",
                "data",
                new Evidence("key.arn", endless, "kms:DescribeKey")));
        assertThat(subject.facts()).isEmpty();
    }
}
