package dev.atrest.embeddedaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.atrest.embeddedaws.estate.Estate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateVolumePermission;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotAttributeName;
import software.amazon.awssdk.services.ec2.model.SnapshotBlockPublicAccessState;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountStatus;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.MFADeleteStatus;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sts.StsClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SdkReadsTheEstateTest {

    private static final String SHOP = "222222222222";
    private static final String FRANKFURT = "eu-central-1";
    private static final String SHOP_KEY =
            "arn:aws:kms:eu-central-1:222222222222:key/2a222222-2222-4222-8222-222222222222";

    private EmbeddedAws aws;
    private Clients management;
    private Clients shop;

    @BeforeAll
    void start() {
        aws = EmbeddedAws.start(Estate.load(Path.of("src/test/resources/estates/small.yml")));
        management = Clients.of(aws);
        shop = management.assume(SHOP);
    }

    @AfterAll
    void stop() {
        management.close();
        aws.close();
    }

    @Test
    void theOrganisationIsATreeWithAccounts() {
        OrganizationsClient organizations = management.in("us-east-1", OrganizationsClient.builder());

        assertThat(organizations.describeOrganization().organization().id()).isEqualTo("o-atrest0001");
        assertThat(organizations.listAccounts().accounts())
                .extracting(Account::id, Account::name, Account::status)
                .contains(
                        tuple("111111111111", "Management", AccountStatus.ACTIVE),
                        tuple("444444444444", "Old", AccountStatus.SUSPENDED));
        String root = organizations.listRoots().roots().getFirst().id();
        OrganizationalUnit workloads = organizations
                .listOrganizationalUnitsForParent(request -> request.parentId(root))
                .organizationalUnits()
                .getFirst();
        assertThat(workloads.name()).isEqualTo("Workloads");
        String parent = organizations
                .listParents(request -> request.childId(SHOP))
                .parents()
                .getFirst()
                .id();
        assertThat(organizations
                        .describeOrganizationalUnit(request -> request.organizationalUnitId(parent))
                        .organizationalUnit()
                        .name())
                .isEqualTo("Prod");
        assertThat(organizations
                        .listParents(request -> request.childId(parent))
                        .parents()
                        .getFirst()
                        .id())
                .isEqualTo(workloads.id());
        assertThat(organizations
                        .listAccountsForParent(request -> request.parentId(root))
                        .accounts())
                .extracting(Account::id)
                .containsExactly("111111111111");
        assertThat(organizations
                        .listTagsForResource(request -> request.resourceId(SHOP))
                        .tags()
                        .getFirst()
                        .value())
                .isEqualTo("4711");
    }

    @Test
    void anAssumedRoleIsInItsOwnAccount() {
        var identity = shop.in(FRANKFURT, StsClient.builder()).getCallerIdentity();

        assertThat(identity.account()).isEqualTo(SHOP);
        assertThat(identity.arn()).isEqualTo("arn:aws:sts::222222222222:assumed-role/atrest-audit/test");
    }

    @Test
    void regionsSayWhetherTheyAreOptedIn() {
        Ec2Client ec2 = shop.in(FRANKFURT, Ec2Client.builder());

        assertThat(ec2.describeRegions().regions())
                .extracting(Region::regionName)
                .containsExactly("eu-central-1", "us-east-1", "us-west-2");
        assertThat(ec2.describeRegions(request -> request.allRegions(true)).regions())
                .extracting(Region::regionName, Region::optInStatus)
                .contains(tuple("eu-central-1", "opt-in-not-required"), tuple("ap-east-1", "not-opted-in"));
    }

    @Test
    void volumesComeWithKeyTagsAndAttachments() {
        Ec2Client ec2 = shop.in(FRANKFURT, Ec2Client.builder());

        List<Volume> volumes = ec2.describeVolumes().volumes();

        assertThat(volumes).hasSize(3);
        Volume orders = volumes.getFirst();
        assertThat(orders.volumeId()).isEqualTo("vol-0aaaaaaaaaaaaaaa1");
        assertThat(orders.encrypted()).isTrue();
        assertThat(orders.kmsKeyId()).isEqualTo(SHOP_KEY);
        assertThat(orders.size()).isEqualTo(100);
        assertThat(orders.state()).isEqualTo(VolumeState.IN_USE);
        assertThat(orders.createTime()).isEqualTo(Instant.parse("2025-01-15T08:00:00Z"));
        assertThat(orders.attachments().getFirst().instanceId()).isEqualTo("i-0aaaaaaaaaaaaaaa1");
        assertThat(orders.tags())
                .containsExactly(Tag.builder()
                        .key("DataProtectionClass")
                        .value("CONFIDENTIAL")
                        .build());
        assertThat(volumes.get(2).tags().getFirst().value()).isEqualTo("<scratch> & \"more\"");
        assertThat(volumes.get(2).kmsKeyId()).isNull();
        assertThat(ec2.describeVolumes(request -> request.filters(Filter.builder()
                                .name("encrypted")
                                .values("false")
                                .build()))
                        .volumes())
                .extracting(Volume::volumeId)
                .containsExactly("vol-0aaaaaaaaaaaaaaa3");
        assertThat(ec2.describeVolumes(request -> request.volumeIds("vol-0aaaaaaaaaaaaaaa2"))
                        .volumes())
                .hasSize(1);
    }

    @Test
    void anEncryptedVolumeWithoutAKeyHasTheServicesOwn() {
        String key = shop.in(FRANKFURT, Ec2Client.builder())
                .describeVolumes()
                .volumes()
                .get(1)
                .kmsKeyId();

        KeyMetadata metadata = shop.in(FRANKFURT, KmsClient.builder())
                .describeKey(request -> request.keyId(key))
                .keyMetadata();

        assertThat(metadata.keyManager()).isEqualTo(KeyManagerType.AWS);
        assertThat(metadata.arn()).isEqualTo(key);
    }

    @Test
    void snapshotsTellWhoMayRestoreThem() {
        Ec2Client ec2 = shop.in(FRANKFURT, Ec2Client.builder());

        assertThat(ec2.describeSnapshots(request -> request.ownerIds("self")).snapshots())
                .extracting(Snapshot::snapshotId)
                .containsExactly("snap-0aaaaaaaaaaaaaa1", "snap-0aaaaaaaaaaaaaa2");
        assertThat(ec2.describeSnapshots(request -> request.ownerIds("self").restorableByUserIds("all"))
                        .snapshots())
                .extracting(Snapshot::snapshotId)
                .containsExactly("snap-0aaaaaaaaaaaaaa2");
        assertThat(ec2.describeSnapshots(request -> request.snapshotIds("snap-0aaaaaaaaaaaaaa1"))
                        .snapshots()
                        .getFirst()
                        .kmsKeyId())
                .isEqualTo(SHOP_KEY);
        assertThat(ec2.describeSnapshotAttribute(request -> request.snapshotId("snap-0aaaaaaaaaaaaaa1")
                                .attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION))
                        .createVolumePermissions())
                .extracting(CreateVolumePermission::userId)
                .containsExactly("333333333333");
        assertThat(management
                        .in(FRANKFURT, Ec2Client.builder())
                        .describeSnapshots(request -> request.ownerIds(SHOP))
                        .snapshots())
                .as("another account sees the public ones alone")
                .extracting(Snapshot::snapshotId)
                .containsExactly("snap-0aaaaaaaaaaaaaa2");
    }

    @Test
    void ebsSettingsAreThoseOfTheRegion() {
        Ec2Client frankfurt = shop.in(FRANKFURT, Ec2Client.builder());
        Ec2Client virginia = shop.in("us-east-1", Ec2Client.builder());

        assertThat(frankfurt.getEbsEncryptionByDefault(request -> {}).ebsEncryptionByDefault())
                .isTrue();
        assertThat(frankfurt.getEbsDefaultKmsKeyId(request -> {}).kmsKeyId()).isEqualTo(SHOP_KEY);
        assertThat(frankfurt.getSnapshotBlockPublicAccessState(request -> {}).state())
                .isEqualTo(SnapshotBlockPublicAccessState.BLOCK_ALL_SHARING);
        assertThat(virginia.getEbsEncryptionByDefault(request -> {}).ebsEncryptionByDefault())
                .isFalse();
        assertThat(virginia.getEbsDefaultKmsKeyId(request -> {}).kmsKeyId()).isEqualTo("alias/aws/ebs");
    }

    @Test
    void bucketsAreListedWithTheirRegionsOnlyWhenPaged() {
        S3Client s3 = shop.in("us-east-1", S3Client.builder());

        assertThat(s3.listBuckets().buckets())
                .extracting(Bucket::name, Bucket::bucketRegion)
                .containsExactly(
                        tuple("shop-access-logs", null), tuple("shop-orders", null), tuple("shop-website", null));
        assertThat(s3.listBuckets(request -> request.maxBuckets(1000)).buckets())
                .extracting(Bucket::name, Bucket::bucketRegion)
                .contains(tuple("shop-orders", "eu-central-1"), tuple("shop-website", "us-east-1"));
        assertThat(s3.listBuckets(request -> request.bucketRegion("us-east-1")).buckets())
                .extracting(Bucket::name)
                .containsExactly("shop-website");
    }

    @Test
    void aBucketsConfigurationIsRead() {
        S3Client s3 = shop.in(FRANKFURT, S3Client.builder());

        ServerSideEncryptionRule rule = s3.getBucketEncryption(request -> request.bucket("shop-orders"))
                .serverSideEncryptionConfiguration()
                .rules()
                .getFirst();
        assertThat(rule.bucketKeyEnabled()).isTrue();
        assertThat(rule.applyServerSideEncryptionByDefault().sseAlgorithmAsString())
                .isEqualTo("aws:kms");
        assertThat(rule.applyServerSideEncryptionByDefault().kmsMasterKeyID()).isEqualTo("alias/shop");
        assertThat(s3.getBucketTagging(request -> request.bucket("shop-orders")).tagSet())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactly("DataProtectionClass=CONFIDENTIAL", "Tier=database");
        assertThat(s3.getBucketLogging(request -> request.bucket("shop-orders"))
                        .loggingEnabled()
                        .targetBucket())
                .isEqualTo("shop-access-logs");
        assertThat(s3.getBucketLogging(request -> request.bucket("shop-access-logs"))
                        .loggingEnabled())
                .isNull();
        assertThat(s3.getPublicAccessBlock(request -> request.bucket("shop-orders"))
                        .publicAccessBlockConfiguration()
                        .restrictPublicBuckets())
                .isTrue();
        assertThat(s3.headBucket(request -> request.bucket("shop-orders")).bucketRegion())
                .isEqualTo(FRANKFURT);
        assertThat(s3.getBucketLocation(request -> request.bucket("shop-orders"))
                        .locationConstraintAsString())
                .isEqualTo(FRANKFURT);
        assertThat(s3.getBucketVersioning(request -> request.bucket("shop-orders"))
                        .status())
                .isNull();
    }

    @Test
    void aBucketPolicyIsAnsweredToTheLetter() {
        S3Client s3 = shop.in("us-east-1", S3Client.builder());

        assertThat(s3.getBucketPolicy(request -> request.bucket("shop-website")).policy())
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
                        + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::shop-website/*\"}]}");
        assertThat(s3.getBucketPolicyStatus(request -> request.bucket("shop-website"))
                        .policyStatus()
                        .isPublic())
                .isTrue();
        assertThat(s3.getBucketLocation(request -> request.bucket("shop-website"))
                        .locationConstraintAsString())
                .as("us-east-1 is answered as nothing")
                .isNullOrEmpty();
        S3Client frankfurt = management.in(FRANKFURT, S3Client.builder());
        assertThat(frankfurt
                        .getBucketPolicyStatus(request -> request.bucket("atrest-trail-logs"))
                        .policyStatus()
                        .isPublic())
                .isFalse();
        assertThat(frankfurt
                        .getBucketVersioning(request -> request.bucket("atrest-trail-logs"))
                        .mfaDelete())
                .isEqualTo(MFADeleteStatus.ENABLED);
    }

    @Test
    void theAccountsPublicAccessBlockIsRead() {
        S3ControlClient s3control = management.s3Control(FRANKFURT);

        assertThat(s3control
                        .getPublicAccessBlock(request -> request.accountId("111111111111"))
                        .publicAccessBlockConfiguration()
                        .blockPublicPolicy())
                .isTrue();
        assertThat(aws.calls().of("111111111111", FRANKFURT, "s3control:GetPublicAccessBlock"))
                .isEqualTo(1);
    }

    @Test
    void keysAreFoundByIdArnAndAlias() {
        KmsClient kms = shop.in(FRANKFURT, KmsClient.builder());

        assertThat(kms.listKeys().keys())
                .as("three of the estate's and the one EBS made")
                .hasSize(4)
                .extracting(KeyListEntry::keyArn)
                .contains(SHOP_KEY);
        for (String name : List.of(
                SHOP_KEY,
                "2a222222-2222-4222-8222-222222222222",
                "alias/shop",
                "arn:aws:kms:eu-central-1:222222222222:alias/shop")) {
            assertThat(kms.describeKey(request -> request.keyId(name))
                            .keyMetadata()
                            .arn())
                    .isEqualTo(SHOP_KEY);
        }
        assertThat(kms.listAliases().aliases())
                .filteredOn(alias -> alias.targetKeyId() != null)
                .extracting(AliasListEntry::aliasName)
                .containsExactlyInAnyOrder("alias/shop", "alias/aws/ebs");
        assertThat(kms.listAliases(request -> request.keyId(SHOP_KEY)).aliases())
                .hasSize(1);
    }

    @Test
    void aKeysFactsAreRead() {
        KmsClient kms = shop.in(FRANKFURT, KmsClient.builder());

        assertThat(kms.getKeyPolicy(request -> request.keyId(SHOP_KEY)).policy())
                .contains("arn:aws:iam::222222222222:root");
        var rotation = kms.getKeyRotationStatus(request -> request.keyId(SHOP_KEY));
        assertThat(rotation.keyRotationEnabled()).isTrue();
        assertThat(rotation.rotationPeriodInDays()).isEqualTo(180);
        assertThat(kms.listResourceTags(request -> request.keyId(SHOP_KEY)).tags())
                .extracting(tag -> tag.tagKey() + "=" + tag.tagValue())
                .containsExactly("DataProtectionClass=CONFIDENTIAL");
        assertThat(kms.listGrants(request -> request.keyId(SHOP_KEY)).grants())
                .singleElement()
                .satisfies(grant -> {
                    assertThat(grant.granteePrincipal()).isEqualTo("arn:aws:iam::222222222222:role/backup");
                    assertThat(grant.operations()).containsExactly(GrantOperation.DECRYPT, GrantOperation.CREATE_GRANT);
                });
        KeyMetadata going = kms.describeKey(request -> request.keyId("2b222222-2222-4222-8222-222222222222"))
                .keyMetadata();
        assertThat(going.keyState()).isEqualTo(KeyState.PENDING_DELETION);
        assertThat(going.deletionDate())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(11)), Instant.now().plus(Duration.ofDays(13)));
        assertThat(kms.getKeyRotationStatus(request -> request.keyId("2c222222-2222-4222-8222-222222222222"))
                        .keyRotationEnabled())
                .as("an asymmetric key")
                .isFalse();
    }

    @Test
    void taggedResourcesAreListedInBulk() {
        ResourceGroupsTaggingApiClient tagging = shop.in(FRANKFURT, ResourceGroupsTaggingApiClient.builder());

        assertThat(tagging.getResourcesPaginator(request -> request.resourceTypeFilters("s3", "kms:key"))
                        .resourceTagMappingList())
                .extracting(ResourceTagMapping::resourceARN)
                .as("untagged ones and those of other regions are absent")
                .containsExactly("arn:aws:s3:::shop-orders", SHOP_KEY);
    }

    @Test
    void theOrganisationsTrailIsSeenFromEverywhere() {
        CloudTrailClient home = management.in(FRANKFURT, CloudTrailClient.builder());
        CloudTrailClient member = shop.in("us-east-1", CloudTrailClient.builder());

        var trail = home.describeTrails(request -> request.includeShadowTrails(false))
                .trailList()
                .getFirst();
        assertThat(trail.homeRegion()).isEqualTo(FRANKFURT);
        assertThat(trail.kmsKeyId())
                .isEqualTo("arn:aws:kms:eu-central-1:111111111111:key/1a111111-1111-4111-8111-111111111111");
        assertThat(trail.cloudWatchLogsLogGroupArn())
                .isEqualTo("arn:aws:logs:eu-central-1:111111111111:log-group:trail-events:*");
        assertThat(home.getTrailStatus(request -> request.name("organization-trail"))
                        .isLogging())
                .isTrue();
        assertThat(home.getEventSelectors(request -> request.trailName(trail.trailARN()))
                        .eventSelectors())
                .singleElement()
                .satisfies(selector ->
                        assertThat(selector.includeManagementEvents()).isTrue());
        assertThat(member.describeTrails().trailList()).singleElement().isEqualTo(trail);
        assertThat(member.describeTrails(request -> request.includeShadowTrails(false))
                        .trailList())
                .isEmpty();
    }

    @Test
    void eventsAreLookedUp() {
        CloudTrailClient cloudTrail = shop.in(FRANKFURT, CloudTrailClient.builder());

        List<Event> events = cloudTrail
                .lookupEvents(request -> request.startTime(Instant.now().minus(Duration.ofDays(1)))
                        .lookupAttributes(LookupAttribute.builder()
                                .attributeKey(LookupAttributeKey.EVENT_SOURCE)
                                .attributeValue("kms.amazonaws.com")
                                .build()))
                .events();

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.eventName()).isEqualTo("Decrypt");
            assertThat(event.cloudTrailEvent()).contains("\"encryptionContext\":{\"customer\":\"jane@example.com\"}");
            assertThat(event.resources().getFirst().resourceName()).isEqualTo(SHOP_KEY);
        });
        assertThat(cloudTrail
                        .lookupEvents(request -> request.endTime(Instant.now().minus(Duration.ofDays(1))))
                        .events())
                .isEmpty();
    }

    @Test
    void theChainToSomeoneWhoIsAlarmedIsFollowed() {
        var filter = management
                .in(FRANKFURT, CloudWatchLogsClient.builder())
                .describeMetricFilters(request -> request.logGroupName("trail-events"))
                .metricFilters()
                .getFirst();
        assertThat(filter.filterPattern()).contains("ScheduleKeyDeletion");
        var metric = filter.metricTransformations().getFirst();
        CloudWatchClient cloudWatch = management.in(FRANKFURT, CloudWatchClient.builder());
        MetricAlarm alarm = cloudWatch
                .describeAlarmsForMetric(
                        request -> request.namespace(metric.metricNamespace()).metricName(metric.metricName()))
                .metricAlarms()
                .getFirst();
        assertThat(cloudWatch.describeAlarms().metricAlarms()).containsExactly(alarm);
        assertThat(alarm.threshold()).isEqualTo(1.0);
        List<Subscription> subscriptions = management
                .in(FRANKFURT, SnsClient.builder())
                .listSubscriptionsByTopic(
                        request -> request.topicArn(alarm.alarmActions().getFirst()))
                .subscriptions();
        assertThat(subscriptions.getFirst().subscriptionArn())
                .startsWith("arn:aws:sns:eu-central-1:111111111111:security:");
        assertThat(subscriptions.get(1).subscriptionArn()).isEqualTo("PendingConfirmation");
    }

    @Test
    void eventRulesHaveTargets() {
        EventBridgeClient events = shop.in(FRANKFURT, EventBridgeClient.builder());

        var rule = events.listRules(request -> {}).rules().getFirst();
        assertThat(rule.eventPattern())
                .isEqualTo(
                        "{\"source\":[\"aws.kms\"],\"detail\":{\"eventName\":[\"DisableKey\",\"ScheduleKeyDeletion\"]}}");
        assertThat(events.listTargetsByRule(request -> request.rule(rule.name()))
                        .targets())
                .extracting(Target::arn)
                .containsExactly("arn:aws:sns:eu-central-1:111111111111:security");
    }

    @Test
    void oneEntryStandsForManyVolumes() {
        assertThat(shop.in("us-east-1", Ec2Client.builder()).describeVolumes().volumes())
                .extracting(Volume::volumeId)
                .containsExactlyElementsOf(
                        Stream.of(0, 1, 2).map(n -> "vol-0000000000000000" + n).toList());
    }
}
