package dev.atrest.evaluators;

import static dev.atrest.evaluators.ReadInventory.coverageOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Coverage;
import dev.atrest.model.Evidence;
import dev.atrest.model.Fact;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.KeyReference;
import dev.atrest.model.PublicAccessBlock;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.S3Bucket;
import dev.atrest.model.Trail;
import dev.atrest.model.UnreadFact;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Trails and the buckets that they deliver to, in whichever account. */
class LogBucketsTest {

    private static final String NOT_PUBLIC = "cloudtrail-bucket-not-public";
    private static final String LOGGED = "cloudtrail-bucket-access-logged";
    private static final String TRAILS_ACCOUNT = "111122223333";
    private static final String LOG_ARCHIVE = "444455556666";
    private static final String OPEN = """
            {"Version": "2012-10-17", "Statement": [{"Sid": "Open", "Effect": "Allow", "Principal": "*",
             "Action": "s3:GetObject", "Resource": "arn:aws:s3:::logs/*"}]}""";
    private static final String UNKNOWN_CONDITION = """
            {"Version": "2012-10-17", "Statement": [{"Sid": "New", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
             "Resource": "arn:aws:s3:::logs/*", "Condition": {"StringEquals": {"aws:SomethingNew": "x"}}}]}""";

    @Test
    void theBucketOfAnotherAccountIsJudgedThere() {
        var inventory = inventory(bucket(OPEN, logging(false)));

        Finding isPublic = inventory.finding(NOT_PUBLIC, trail("logs")).orElseThrow();
        assertThat(isPublic.status()).isEqualTo(FindingStatus.FAIL);
        assertThat(isPublic.message())
                .startsWith("Trail audit, bucket logs: The policy lets the world in")
                .endsWith("(statement Open)");
        assertThat(isPublic.evidence())
                .contains(
                        new Evidence("logBucket.accountId", LOG_ARCHIVE, "s3:ListBuckets"),
                        new Evidence("logBucket.policyPublic", true, "s3:GetBucketPolicy"));

        Finding logged = inventory.finding(LOGGED, trail("logs")).orElseThrow();
        assertThat(logged.status()).isEqualTo(FindingStatus.FAIL);
        assertThat(logged.evidence()).contains(new Evidence("logBucket.logging.enabled", false, "s3:GetBucketLogging"));
    }

    @Test
    void aClosedAndLoggedBucketPasses() {
        var inventory = inventory(bucket("", logging(true)));

        assertThat(inventory.finding(NOT_PUBLIC, trail("logs")).orElseThrow().status())
                .isEqualTo(FindingStatus.PASS);
        assertThat(inventory.finding(LOGGED, trail("logs")).orElseThrow().status())
                .isEqualTo(FindingStatus.PASS);
    }

    @Test
    void aBucketOutsideOfTheAssessmentIsNotAssessed() {
        var inventory = inventory(bucket("", logging(true)));

        Finding finding = inventory.finding(LOGGED, trail("elsewhere")).orElseThrow();

        assertThat(finding.unread())
                .containsExactly(new UnreadFact("logBucket.logging", "s3:ListBuckets", "NotInScope"));
    }

    @Test
    void aBucketThatWasNotListedMayLieWhereBucketsCouldNotBeListed() {
        var denied = coverageOf(LOG_ARCHIVE, "eu-central-1", Coverage.Status.DENIED);
        var inventory = new ReadInventory(List.of(), denied);

        Finding finding = inventory.finding(NOT_PUBLIC, trail("logs")).orElseThrow();

        assertThat(finding.status()).isEqualTo(FindingStatus.NOT_ASSESSED);
        assertThat(finding.unread())
                .containsExactly(new UnreadFact("logBucket.policyPublic", "test:ListS3Bucket", "AccessDenied"));
    }

    @Test
    void whatCouldNotBeReadOfTheBucketIsUnreadOfTheTrailToo() {
        var inventory = inventory(bucket(UNKNOWN_CONDITION, Fact.unread("s3:GetBucketLogging", "AccessDenied")));

        assertThat(inventory.finding(LOGGED, trail("logs")).orElseThrow().unread())
                .containsExactly(new UnreadFact("logBucket.logging", "s3:GetBucketLogging", "AccessDenied"));
        Finding undecided = inventory.finding(NOT_PUBLIC, trail("logs")).orElseThrow();
        assertThat(undecided.status()).isEqualTo(FindingStatus.NOT_ASSESSED);
        assertThat(undecided.unread())
                .singleElement()
                .satisfies(unread -> assertThat(unread.error()).contains("aws:SomethingNew"));
    }

    private static ReadInventory inventory(Resource bucket) {
        return new ReadInventory(
                List.of(bucket),
                Stream.of(TRAILS_ACCOUNT, LOG_ARCHIVE)
                        .flatMap(account -> coverageOf(account, "eu-central-1", Coverage.Status.COMPLETE).stream())
                        .toList());
    }

    private static Fact<S3Bucket.AccessLogging> logging(boolean on) {
        return Fact.known(new S3Bucket.AccessLogging(on, on ? "access-logs" : ""), "s3:GetBucketLogging");
    }

    private static Resource bucket(String policy, Fact<S3Bucket.AccessLogging> logging) {
        var facts = new S3Bucket(
                "logs",
                Resources.TIME,
                Fact.known(Map.of(), "tag:GetResources"),
                Resources.encryption("AES256", ""),
                Fact.known(policy, "s3:GetBucketPolicy"),
                Fact.known(false, "s3:GetBucketPolicyStatus"),
                Fact.known(PublicAccessBlock.NONE, "s3:GetPublicAccessBlock"),
                Fact.known(new S3Bucket.Versioning("Enabled", false), "s3:GetBucketVersioning"),
                logging);
        return new Resource(
                "arn:aws:s3:::logs",
                ResourceType.S3_BUCKET,
                LOG_ARCHIVE,
                "eu-central-1",
                "logs",
                Resources.TIME,
                FactSheet.of(facts, "s3:ListBuckets"));
    }

    private static Resource trail(String bucket) {
        var facts = new Trail(
                "audit",
                true,
                true,
                true,
                KeyReference.NONE,
                bucket,
                "",
                Fact.known(true, "cloudtrail:GetTrailStatus"),
                Fact.known(List.of(), "cloudtrail:GetEventSelectors"),
                Fact.known(List.of(), "cloudtrail:GetEventSelectors"));
        return new Resource(
                "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit",
                ResourceType.TRAIL,
                TRAILS_ACCOUNT,
                "eu-central-1",
                "audit",
                Resources.TIME,
                FactSheet.of(facts, "cloudtrail:DescribeTrails"));
    }
}
