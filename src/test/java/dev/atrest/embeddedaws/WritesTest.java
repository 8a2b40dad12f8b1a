package dev.atrest.embeddedaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atrest.embeddedaws.estate.Estate;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MFADelete;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** An endpoint that was started to allow it does what writing calls say, and refuses what AWS refuses. */
class WritesTest {

    private static final String REGION = "eu-central-1";
    private static final Estate ESTATE = Estate.parse("""
            accounts:
              - id: "111111111111"
                publicAccessBlock: all
                buckets:
                  - { name: data, tags: { Team: ledger } }
                  - { name: logs }
                regions:
                  eu-central-1:
                    volumes:
                      - { id: "vol-000000000{n}", count: 3, attachedTo: ["i-1"], tags: { Name: many } }
                    snapshots: [ { id: snap-1, sharedWith: ["222222222222"], encrypted: true } ]
                    keys:
                      - { id: k-own, aliases: [alias/own] }
                      - { id: k-old, deletionDate: +9d, grants: [ { grantee: one }, { grantee: two }, { grantee: three } ] }
                    trails: [ { name: trail, bucket: logs } ]
            """);

    private EmbeddedAws aws;
    private Clients clients;

    @BeforeEach
    void start() {
        aws = EmbeddedAws.startWritable(ESTATE);
        clients = Clients.of(aws);
    }

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
    }

    @Test
    void anEndpointOnlyReadsUnlessItIsStartedOtherwise() {
        try (var reading = EmbeddedAws.start(ESTATE);
                var others = Clients.of(reading)) {
            assertThat(code(() -> others.in(REGION, Ec2Client.builder()).enableEbsEncryptionByDefault(r -> {})))
                    .isEqualTo("InvalidAction");
            assertThat(code(() -> others.in(REGION, KmsClient.builder()).createKey()))
                    .isEqualTo("UnknownOperationException");
            assertThat(code(() -> others.in(REGION, S3Client.builder())
                            .putBucketPolicy(r -> r.bucket("data").policy("{}"))))
                    .isEqualTo("NotImplemented");
        }
    }

    @Test
    void whatIsWrittenIsReadAndLeavesTheEstateAsItIs() {
        Ec2Client ec2 = clients.in(REGION, Ec2Client.builder());

        ec2.enableEbsEncryptionByDefault(r -> {});

        assertThat(ec2.getEbsEncryptionByDefault(r -> {}).ebsEncryptionByDefault())
                .isTrue();
        try (var next = EmbeddedAws.startWritable(ESTATE);
                var others = Clients.of(next)) {
            assertThat(others.in(REGION, Ec2Client.builder())
                            .getEbsEncryptionByDefault(r -> {})
                            .ebsEncryptionByDefault())
                    .isFalse();
        }
    }

    @Test
    void bucketsAreConfigured() {
        S3Client s3 = clients.in(REGION, S3Client.builder());

        s3.putBucketEncryption(r -> r.bucket("data")
                .serverSideEncryptionConfiguration(c -> c.rules(ServerSideEncryptionRule.builder()
                        .applyServerSideEncryptionByDefault(
                                d -> d.sseAlgorithm("aws:kms").kmsMasterKeyID("alias/own"))
                        .bucketKeyEnabled(true)
                        .build())));
        s3.putBucketLogging(r -> r.bucket("data")
                .bucketLoggingStatus(
                        s -> s.loggingEnabled(l -> l.targetBucket("logs").targetPrefix("a & b/"))));
        s3.putBucketVersioning(r -> r.bucket("data")
                .versioningConfiguration(v -> v.status("Enabled").mfaDelete(MFADelete.ENABLED))
                .mfa("arn:aws:iam::111111111111:mfa/root 123456"));
        clients.in(REGION, ResourceGroupsTaggingApiClient.builder())
                .tagResources(
                        r -> r.resourceARNList("arn:aws:s3:::data").tags(Map.of("DataProtectionClass", "INTERNAL")));

        var rule = s3.getBucketEncryption(r -> r.bucket("data"))
                .serverSideEncryptionConfiguration()
                .rules()
                .getFirst();
        assertThat(rule.applyServerSideEncryptionByDefault().kmsMasterKeyID()).isEqualTo("alias/own");
        assertThat(rule.bucketKeyEnabled()).isTrue();
        assertThat(s3.getBucketLogging(r -> r.bucket("data")).loggingEnabled().targetPrefix())
                .isEqualTo("a & b/");
        assertThat(s3.getBucketVersioning(r -> r.bucket("data")).mfaDeleteAsString())
                .isEqualTo("Enabled");
        assertThat(s3.getBucketTagging(r -> r.bucket("data")).tagSet())
                .extracting(software.amazon.awssdk.services.s3.model.Tag::key)
                .containsExactly("Team", "DataProtectionClass");
    }

    @Test
    void bucketPoliciesAreKeptToTheLetterUnlessTheyAreRefused() {
        S3Client s3 = clients.in(REGION, S3Client.builder());
        String policy =
                "{ \"Statement\": [{\"Effect\": \"%s\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::%s/*\"}]}";

        s3.putBucketPolicy(r -> r.bucket("data").policy(policy.formatted("Deny", "data")));

        assertThat(s3.getBucketPolicy(r -> r.bucket("data")).policy()).isEqualTo(policy.formatted("Deny", "data"));
        assertThat(code(() -> s3.putBucketPolicy(r -> r.bucket("data").policy(policy.formatted("Allow", "data")))))
                .as("the account blocks public policies")
                .isEqualTo("AccessDenied");
        assertThat(code(() -> s3.putBucketPolicy(r -> r.bucket("data").policy(policy.formatted("Deny", "logs")))))
                .isEqualTo("MalformedPolicy");
        assertThat(code(() -> s3.putBucketPolicy(r -> r.bucket("data").policy("{\"Statement\": []}"))))
                .isEqualTo("MalformedPolicy");
    }

    @Test
    void oneOfManyVolumesIsReplacedByAnEncryptedOne() {
        Ec2Client ec2 = clients.in(REGION, Ec2Client.builder());
        String old = "vol-00000000000000001";

        assertThat(code(() -> ec2.deleteVolume(r -> r.volumeId(old)))).isEqualTo("VolumeInUse");
        ec2.detachVolume(r -> r.volumeId(old));
        String snapshot = ec2.createSnapshot(r -> r.volumeId(old)).snapshotId();
        String made = ec2.createVolume(r -> r.snapshotId(snapshot)
                        .availabilityZone("eu-central-1a")
                        .encrypted(true)
                        .kmsKeyId("alias/own"))
                .volumeId();
        ec2.createTags(r ->
                r.resources(made).tags(Tag.builder().key("Name").value("new").build()));
        ec2.attachVolume(r -> r.volumeId(made).instanceId("i-1").device("/dev/sdf"));
        ec2.deleteVolume(r -> r.volumeId(old));
        ec2.deleteSnapshot(r -> r.snapshotId(snapshot));

        assertThat(ec2.describeVolumes().volumes())
                .extracting(Volume::volumeId)
                .containsExactly("vol-00000000000000000", "vol-00000000000000002", made);
        Volume replaced = ec2.describeVolumes(r -> r.volumeIds(made)).volumes().getFirst();
        assertThat(replaced.kmsKeyId()).isEqualTo("arn:aws:kms:eu-central-1:111111111111:key/k-own");
        assertThat(replaced.attachments().getFirst().instanceId()).isEqualTo("i-1");
        assertThat(replaced.tags())
                .containsExactly(Tag.builder().key("Name").value("new").build());
        assertThat(code(() -> ec2.createVolume(
                        r -> r.size(8).availabilityZone("eu-central-1a").volumeType("io2"))))
                .isEqualTo("MissingParameter");
    }

    @Test
    void snapshotsAreCopiedAndSharedAsEncryptionAllows() {
        Ec2Client ec2 = clients.in(REGION, Ec2Client.builder());

        String copy = ec2.copySnapshot(r -> r.sourceRegion(REGION)
                        .sourceSnapshotId("snap-1")
                        // The SDK would make one from the endpoint's host, which names no region.
                        .presignedUrl("http://127.0.0.1/"))
                .snapshotId();
        ec2.modifySnapshotAttribute(r -> r.snapshotId("snap-1")
                .attribute("createVolumePermission")
                .operationType("remove")
                .userIds("222222222222"));

        assertThat(ec2.describeSnapshots(r -> r.snapshotIds(copy))
                        .snapshots()
                        .getFirst()
                        .encrypted())
                .as("a copy of what is encrypted is encrypted")
                .isTrue();
        assertThat(ec2.describeSnapshotAttribute(r -> r.snapshotId("snap-1").attribute("createVolumePermission"))
                        .createVolumePermissions())
                .isEmpty();
        assertThat(code(() -> ec2.modifySnapshotAttribute(r -> r.snapshotId("snap-1")
                        .attribute("createVolumePermission")
                        .operationType("add")
                        .groupNames("all"))))
                .isEqualTo("OperationNotPermitted");
    }

    @Test
    void keysChangeInTheStatesThatAllowIt() {
        KmsClient kms = clients.in(REGION, KmsClient.builder());

        assertThat(code(() -> kms.enableKey(r -> r.keyId("k-old")))).isEqualTo("KMSInvalidStateException");
        assertThat(code(() -> kms.cancelKeyDeletion(r -> r.keyId("k-own")))).isEqualTo("KMSInvalidStateException");
        kms.cancelKeyDeletion(r -> r.keyId("k-old"));
        assertThat(kms.describeKey(r -> r.keyId("k-old")).keyMetadata().keyStateAsString())
                .isEqualTo("Disabled");
        kms.enableKey(r -> r.keyId("k-old"));
        kms.enableKeyRotation(r -> r.keyId("k-old"));
        kms.updateAlias(r -> r.aliasName("alias/own").targetKeyId("k-old"));
        String second = kms.listGrants(r -> r.keyId("k-old")).grants().get(1).grantId();
        kms.revokeGrant(r -> r.keyId("k-old").grantId(second));

        assertThat(kms.getKeyRotationStatus(r -> r.keyId("k-old")).rotationPeriodInDays())
                .isEqualTo(365);
        assertThat(kms.describeKey(r -> r.keyId("alias/own")).keyMetadata().keyId())
                .isEqualTo("k-old");
        assertThat(kms.listGrants(r -> r.keyId("k-old")).grants())
                .extracting(grant -> grant.granteePrincipal())
                .containsExactly("one", "three");
        assertThat(code(() -> kms.putKeyPolicy(r -> r.keyId("k-old").policy("{}"))))
                .isEqualTo("MalformedPolicyDocumentException");
    }

    @Test
    void trailsAndEventRulesAreChanged() {
        CloudTrailClient trails = clients.in(REGION, CloudTrailClient.builder());
        EventBridgeClient events = clients.in(REGION, EventBridgeClient.builder());

        trails.putEventSelectors(r -> r.trailName("trail")
                .eventSelectors(
                        EventSelector.builder().readWriteType("ReadOnly").build()));
        trails.updateTrail(r -> r.name("trail").enableLogFileValidation(true).kmsKeyId("alias/own"));
        events.putRule(r -> r.name("rule").eventPattern("{\"source\": [\"aws.kms\"]}"));
        events.putTargets(
                r -> r.rule("rule").targets(t -> t.id("1").arn("arn:aws:sns:eu-central-1:111111111111:security")));

        assertThat(trails.getEventSelectors(r -> r.trailName("trail")).eventSelectors())
                .extracting(EventSelector::readWriteTypeAsString)
                .containsExactly("ReadOnly");
        var trail = trails.describeTrails().trailList().getFirst();
        assertThat(trail.logFileValidationEnabled()).isTrue();
        assertThat(trail.isMultiRegionTrail()).as("what is not named stays").isTrue();
        assertThat(events.listTargetsByRule(r -> r.rule("rule")).targets()).hasSize(1);
        assertThat(code(() -> events.putRule(r -> r.name("rule").eventPattern("no JSON"))))
                .isEqualTo("InvalidEventPatternException");
        assertThat(code(() -> trails.startLogging(r -> r.name("other")))).isEqualTo("TrailNotFoundException");
    }

    private static String code(ThrowingCallable call) {
        return catchThrowableOfType(AwsServiceException.class, call)
                .awsErrorDetails()
                .errorCode();
    }
}
