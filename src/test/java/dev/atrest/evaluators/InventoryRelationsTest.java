package dev.atrest.evaluators;

import static dev.atrest.evaluators.Resources.CUSTOMER_KEY;
import static dev.atrest.evaluators.Resources.TIME;
import static dev.atrest.evaluators.Resources.encryption;
import static dev.atrest.evaluators.Resources.tags;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Coverage;
import dev.atrest.model.EbsSnapshot;
import dev.atrest.model.Fact;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.KeyReference;
import dev.atrest.model.KmsKey;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.UnreadFact;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InventoryRelationsTest {

    private static final RuleCatalog CATALOG = ShippedRules.CATALOG;
    private static final String ACCOUNT = "111122223333";
    private static final String OTHER = "444455556666";
    private static final String REGION = "eu-central-1";
    private static final String VOLUME = "arn:aws:ec2:eu-central-1:111122223333:volume/vol-1";
    private static final List<Coverage> ALL_SEEN = Arrays.stream(ResourceType.values())
            .map(type -> coverage(
                    type,
                    type.scope() == ResourceType.Scope.ACCOUNT ? Coverage.GLOBAL : REGION,
                    Coverage.Status.COMPLETE))
            .toList();

    private record Read(List<Resource> read, List<Coverage> coverage) implements Inventory {
        @Override
        public Optional<Resource> find(String arn) {
            return read.stream().filter(resource -> resource.arn().equals(arn)).findFirst();
        }

        @Override
        public Stream<Resource> resources() {
            return read.stream();
        }
    }

    @Test
    void aSnapshotIsComparedWithTheClassOfItsVolume() {
        var inventory = new Read(List.of(volume("CONFIDENTIAL")), ALL_SEEN);

        var finding = finding(inventory, snapshot("vol-1", "INTERNAL"), "ebs-snapshot-class-not-weaker-than-volume");

        assertThat(finding).map(Finding::status).contains(FindingStatus.FAIL);
        assertThat(finding.orElseThrow().message()).isEqualTo("snap-1 is INTERNAL, its volume vol-1 is CONFIDENTIAL");
        assertThat(finding.orElseThrow().evidence())
                .filteredOn(evidence -> evidence.fact().startsWith("volume."))
                .hasSize(2)
                .allSatisfy(evidence -> assertThat(evidence.call()).isEqualTo("ec2:DescribeVolumes"));
    }

    @Test
    void aVolumeThatIsGoneAndACopyHaveNothingToCompareWith() {
        String rule = "ebs-snapshot-class-not-weaker-than-volume";

        assertThat(finding(new Read(List.of(), ALL_SEEN), snapshot("vol-1", "PUBLIC"), rule))
                .isEmpty();
        assertThat(finding(Inventory.NOTHING, snapshot("vol-ffffffff", "PUBLIC"), rule))
                .isEmpty();
    }

    @Test
    void aVolumeThatWasNotListedMayExist() {
        var denied = new Coverage(
                ACCOUNT,
                REGION,
                ResourceType.EBS_VOLUME,
                Coverage.Status.DENIED,
                0,
                0,
                Optional.of(new Coverage.Gap("ec2:DescribeVolumes", "UnauthorizedOperation", "")));

        var finding = finding(
                new Read(List.of(), List.of(denied)),
                snapshot("vol-1", "INTERNAL"),
                "ebs-snapshot-class-not-weaker-than-volume");

        assertThat(finding.orElseThrow().unread())
                .containsExactly(new UnreadFact("volume.exists", "ec2:DescribeVolumes", "UnauthorizedOperation"));
    }

    @Test
    void aKeyServesTheClassesOfAllThatNamesIt() {
        var one = new Read(List.of(volume("CONFIDENTIAL")), ALL_SEEN);
        var two = new Read(List.of(bucket("ledger", "INTERNAL"), volume("CONFIDENTIAL")), ALL_SEEN);

        assertThat(status(one, "kms-key-serves-one-class")).contains(FindingStatus.PASS);
        var finding = finding(two, key("Enabled"), "kms-key-serves-one-class").orElseThrow();
        assertThat(finding.status()).isEqualTo(FindingStatus.FAIL);
        assertThat(finding.message())
                .endsWith(" protects 2 resources of class INTERNAL, CONFIDENTIAL: S3Bucket ledger, EbsVolume vol-1");
    }

    @Test
    void aKeyThatNothingUsesIsUnusedOnlyWhenAllThatCouldUseItWasListed() {
        assertThat(status(new Read(List.of(), ALL_SEEN), "kms-key-unused")).contains(FindingStatus.FAIL);
        assertThat(status(new Read(List.of(), List.of()), "kms-key-unused")).contains(FindingStatus.NOT_ASSESSED);
        for (var type : List.of(ResourceType.EBS_VOLUME, ResourceType.S3_BUCKET, ResourceType.TRAIL)) {
            var coverage = ALL_SEEN.stream()
                    .map(row -> row.type() == type ? coverage(type, row.region(), Coverage.Status.FAILED) : row)
                    .toList();
            assertThat(status(new Read(List.of(), coverage), "kms-key-unused"))
                    .as("%s not listed", type)
                    .contains(FindingStatus.NOT_ASSESSED);
            assertThat(status(new Read(List.of(volume("PUBLIC")), coverage), "kms-key-unused"))
                    .as("one use is a use")
                    .contains(FindingStatus.PASS);
        }
    }

    @Test
    void aGapInAnotherRegionDoesNotMatterButATrailsMay() {
        var volumes = coverage(ResourceType.EBS_VOLUME, "us-east-1", Coverage.Status.FAILED);
        var trails = coverage(ResourceType.TRAIL, "us-east-1", Coverage.Status.FAILED);

        assertThat(status(new Read(List.of(), with(volumes)), "kms-key-unused")).contains(FindingStatus.FAIL);
        assertThat(status(new Read(List.of(), with(trails)), "kms-key-unused")).contains(FindingStatus.NOT_ASSESSED);
    }

    @Test
    void whatAnotherAccountHidesMattersToKeysThatLetItInAlone() {
        var inventory = new Read(List.of(volume("CONFIDENTIAL")), with(hidden(ResourceType.EBS_VOLUME)));
        var nothing = new Read(List.of(), with(hidden(ResourceType.EBS_VOLUME)));
        var own = key(policy(principal(ACCOUNT)), List.of(granteeOf(ACCOUNT)));
        var letsIn = List.of(
                key(policy(principal(ACCOUNT) + "," + principal(OTHER)), List.of()),
                key(policy(principal(ACCOUNT)), List.of(granteeOf(OTHER))),
                key("not a policy", List.of()),
                key("Enabled"));

        assertThat(status(inventory, own, "kms-key-serves-one-class")).contains(FindingStatus.PASS);
        assertThat(status(nothing, own, "kms-key-unused")).contains(FindingStatus.FAIL);
        assertThat(letsIn).allSatisfy(key -> {
            assertThat(status(inventory, key, "kms-key-serves-one-class")).contains(FindingStatus.NOT_ASSESSED);
            assertThat(status(nothing, key, "kms-key-unused")).contains(FindingStatus.NOT_ASSESSED);
        });
    }

    @Test
    void cloudTrailMayUseAKeyForATrailOfAnotherAccountWhichTellsNoClass() {
        String service = "{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"cloudtrail.amazonaws.com\"},"
                + " \"Action\": \"kms:GenerateDataKey*\", \"Resource\": \"*\"}";
        var key = key(policy(principal(ACCOUNT) + "," + service), List.of());
        var coverage = with(hidden(ResourceType.TRAIL));

        assertThat(status(new Read(List.of(), coverage), key, "kms-key-unused")).contains(FindingStatus.NOT_ASSESSED);
        assertThat(status(new Read(List.of(), coverage), key(policy(principal(ACCOUNT)), List.of()), "kms-key-unused"))
                .contains(FindingStatus.FAIL);
        assertThat(status(new Read(List.of(volume("PUBLIC")), coverage), key, "kms-key-serves-one-class"))
                .contains(FindingStatus.PASS);
    }

    @Test
    void aTrailThatWasNotSeenInTheOwnAccountTellsNoClassEither() {
        var trails = coverage(ResourceType.TRAIL, "us-east-1", Coverage.Status.FAILED);

        assertThat(status(new Read(List.of(volume("PUBLIC")), with(trails)), "kms-key-serves-one-class"))
                .contains(FindingStatus.PASS);
    }

    @Test
    void aBucketWhoseEncryptionWasNotReadMayUseTheKey() {
        var bucket = Resources.bucket(Fact.unread("s3:GetBucketEncryption", "AccessDenied"), tags(Map.of()));

        var finding = finding(new Read(List.of(bucket), ALL_SEEN), key("Enabled"), "kms-key-unused");

        assertThat(finding.orElseThrow().unread())
                .containsExactly(new UnreadFact("uses.count", "s3:GetBucketEncryption", "AccessDenied"));
    }

    @Test
    void unreadTagsOfAUserLeaveOneClassOpenButNotTwo() {
        var unread = Resources.bucket(
                encryption("aws:kms", CUSTOMER_KEY.arn()), Fact.unread("s3:GetBucketTagging", "AccessDenied"));
        var one = new Read(List.of(unread, volume("CONFIDENTIAL")), ALL_SEEN);
        var two = new Read(List.of(unread, bucket("ledger", "PUBLIC"), volume("CONFIDENTIAL")), ALL_SEEN);

        assertThat(status(one, "kms-key-serves-one-class")).contains(FindingStatus.NOT_ASSESSED);
        assertThat(status(two, "kms-key-serves-one-class")).contains(FindingStatus.FAIL);
    }

    @Test
    void aKeyToBeDeletedNamesWhatBecomesUnreadableAlsoAsEvidence() {
        var finding = finding(
                        new Read(List.of(volume("CONFIDENTIAL")), ALL_SEEN),
                        key("PendingDeletion"),
                        "kms-key-not-pending-deletion")
                .orElseThrow();

        assertThat(finding.status()).isEqualTo(FindingStatus.FAIL);
        assertThat(finding.message()).endsWith("; unreadable with it 1 of what was read: EbsVolume vol-1");
        assertThat(finding.evidence()).anySatisfy(evidence -> {
            assertThat(evidence.fact()).isEqualTo("uses.resources");
            assertThat(evidence.value()).isEqualTo(List.of("EbsVolume vol-1"));
        });
    }

    private static List<Coverage> with(Coverage row) {
        return Stream.concat(ALL_SEEN.stream(), Stream.of(row)).toList();
    }

    private static Coverage coverage(ResourceType type, String region, Coverage.Status status) {
        return new Coverage(ACCOUNT, region, type, status, 0, 0, Optional.empty());
    }

    /** Of an account that nobody could enter. */
    private static Coverage hidden(ResourceType type) {
        return new Coverage(OTHER, Coverage.ALL_REGIONS, type, Coverage.Status.DENIED, 0, 0, Optional.empty());
    }

    private static String policy(String statements) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": [" + statements + "]}";
    }

    private static String principal(String account) {
        return "{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::" + account
                + ":root\"}, \"Action\": \"kms:*\", \"Resource\": \"*\"}";
    }

    private static KmsKey.Grant granteeOf(String account) {
        return new KmsKey.Grant("arn:aws:iam::" + account + ":role/reader", "", List.of("Decrypt"));
    }

    private static Optional<FindingStatus> status(Inventory inventory, String rule) {
        return status(inventory, key("Enabled"), rule);
    }

    private static Optional<FindingStatus> status(Inventory inventory, Resource key, String rule) {
        return finding(inventory, key, rule).map(Finding::status);
    }

    private static Optional<Finding> finding(Inventory inventory, Resource resource, String rule) {
        return new Evaluation(CATALOG, Resources.knowing(CUSTOMER_KEY), inventory, TIME)
                .evaluate(resource).stream()
                        .filter(finding -> finding.ruleId().equals(rule))
                        .findFirst();
    }

    private static Resource volume(String protectionClass) {
        var volume = Resources.volume(true, CUSTOMER_KEY.arn(), Map.of("DataProtectionClass", protectionClass));
        return new Resource(VOLUME, volume.type(), ACCOUNT, REGION, volume.name(), TIME, volume.facts());
    }

    private static Resource bucket(String name, String protectionClass) {
        return Resources.bucket(
                name,
                encryption("aws:kms", CUSTOMER_KEY.arn()),
                tags(Map.of("DataProtectionClass", protectionClass)),
                Fact.known("", "s3:GetBucketPolicy"));
    }

    private static Resource snapshot(String volumeId, String protectionClass) {
        var facts = new EbsSnapshot(
                "snap-1",
                volumeId,
                8,
                "completed",
                TIME,
                false,
                Fact.known(KeyReference.NONE, "ec2:DescribeSnapshots"),
                Map.of("DataProtectionClass", protectionClass),
                Fact.known(false, "ec2:DescribeSnapshots"),
                Fact.known(List.of(), "ec2:DescribeSnapshotAttribute"));
        return new Resource(
                "arn:aws:ec2:eu-central-1::snapshot/snap-1",
                ResourceType.EBS_SNAPSHOT,
                ACCOUNT,
                REGION,
                "snap-1",
                TIME,
                FactSheet.of(facts, "ec2:DescribeSnapshots"));
    }

    private static Resource key(String policy, List<KmsKey.Grant> grants) {
        return key("Enabled", Fact.known(policy, "kms:GetKeyPolicy"), grants);
    }

    private static Resource key(String state) {
        return key(state, Fact.unread("kms:GetKeyPolicy", "AccessDenied"), List.of());
    }

    private static Resource key(String state, Fact<String> policy, List<KmsKey.Grant> grants) {
        var metadata = new KmsKey.Metadata(
                "CUSTOMER",
                state,
                "SYMMETRIC_DEFAULT",
                "ENCRYPT_DECRYPT",
                "AWS_KMS",
                "NONE",
                "",
                Instant.parse("2024-01-01T00:00:00Z"),
                Optional.empty(),
                Optional.empty());
        var facts = new KmsKey(
                "1",
                Fact.known(List.of(), "kms:ListAliases"),
                Fact.known(metadata, "kms:DescribeKey"),
                Fact.unread("kms:GetKeyRotationStatus", "AccessDenied"),
                policy,
                Fact.known(grants, "kms:ListGrants"),
                Fact.known(Map.of(), "kms:ListResourceTags"));
        return new Resource(
                CUSTOMER_KEY.arn(),
                ResourceType.KMS_KEY,
                ACCOUNT,
                REGION,
                "1",
                TIME,
                FactSheet.of(facts, "kms:ListKeys"));
    }
}
