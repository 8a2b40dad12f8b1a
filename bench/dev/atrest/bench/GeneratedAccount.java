package dev.atrest.bench;

import dev.atrest.model.AccountSettings;
import dev.atrest.model.EbsSnapshot;
import dev.atrest.model.EbsVolume;
import dev.atrest.model.Fact;
import dev.atrest.model.FactSheet;
import dev.atrest.model.KeyReference;
import dev.atrest.model.KmsKey;
import dev.atrest.model.OrganizationMembership;
import dev.atrest.model.PublicAccessBlock;
import dev.atrest.model.RegionSettings;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.S3Bucket;
import dev.atrest.model.Trail;
import dev.atrest.model.Unread;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** One account of the made-up organisation: some 420 resources over all regions that are on by default. */
final class GeneratedAccount {

    static final List<String> REGIONS = List.of(
            "eu-central-1",
            "eu-west-1",
            "us-east-1",
            "eu-north-1",
            "eu-west-2",
            "eu-west-3",
            "us-east-2",
            "us-west-1",
            "us-west-2",
            "ca-central-1",
            "sa-east-1",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2");

    private static final Instant READ_AT = Instant.parse("2026-11-01T02:00:00Z");
    private static final List<String> CLASSES = List.of(
            "INTERNAL", "INTERNAL", "INTERNAL", "CONFIDENTIAL", "CONFIDENTIAL", "PUBLIC", "internal", "secret?");
    private static final int USED_REGIONS = 3;
    private static final int KEYS = 21;
    private static final int VOLUMES = 189;
    private static final int SNAPSHOTS = 189;
    private static final int BUCKETS = 21;
    /** One fact in so many is denied. */
    private static final int DENIED_ONE_IN = 100;

    private final Random random;
    private final int number;
    private final String id;
    private final GeneratedPolicies policies;
    private final GeneratedMonitoring monitoring;
    private final List<Resource> resources = new ArrayList<>();
    private final Map<String, List<String>> keysByRegion = new TreeMap<>();

    GeneratedAccount(long seed, int number) {
        this.random = new Random(seed * 1_000_003 + number);
        this.number = number;
        this.id = idOf(number);
        this.policies = new GeneratedPolicies(random);
        this.monitoring = new GeneratedMonitoring(random);
        IntStream.range(0, KEYS).forEach(this::addKey);
        IntStream.range(0, VOLUMES).forEach(this::addVolume);
        IntStream.range(0, SNAPSHOTS).forEach(this::addSnapshot);
        IntStream.range(0, BUCKETS).forEach(this::addBucket);
        addTrail();
        addSettings();
    }

    private static String idOf(int number) {
        return "%012d".formatted(100_000_000_000L + number * 7_919L);
    }

    String id() {
        return id;
    }

    List<Resource> resources() {
        return resources;
    }

    private void addKey(int index) {
        String region = usedRegion(index);
        String keyId = "key-%s-%d".formatted(id, index);
        String arn = "arn:aws:kms:%s:%s:key/%s".formatted(region, id, keyId);
        boolean customer = index >= 2 * USED_REGIONS;
        if (customer) {
            keysByRegion.computeIfAbsent(region, _ -> new ArrayList<>()).add(arn);
        }
        String alias = customer ? "alias/app-" + index : index < USED_REGIONS ? "alias/aws/ebs" : "alias/aws/s3";
        boolean symmetric = random.nextInt(20) > 0;
        var metadata = new KmsKey.Metadata(
                customer ? "CUSTOMER" : "AWS",
                customer && random.nextInt(30) == 0 ? "PendingDeletion" : "Enabled",
                symmetric ? "SYMMETRIC_DEFAULT" : "RSA_2048",
                symmetric ? "ENCRYPT_DECRYPT" : "SIGN_VERIFY",
                "AWS_KMS",
                "NONE",
                "",
                READ_AT.minusSeconds(random.nextInt(100_000_000)),
                Optional.empty(),
                Optional.empty());
        boolean rotates = random.nextInt(3) > 0;
        String policy =
                customer ? policies.ofKey("app-" + index, id, region, List.of(idOf(number + 1), idOf(number + 2))) : "";
        var facts = new KmsKey(
                keyId,
                Fact.known(List.of(alias), "kms:ListAliases"),
                Fact.known(metadata, "kms:DescribeKey"),
                read(new KmsKey.Rotation(symmetric, rotates, rotates ? 365 : 0), "kms:GetKeyRotationStatus"),
                read(policy, "kms:GetKeyPolicy"),
                read(grants(), "kms:ListGrants"),
                read(tags("key-" + index), "kms:ListResourceTags"));
        add(ResourceType.KMS_KEY, arn, region, alias, facts, "kms:ListKeys");
    }

    private List<KmsKey.Grant> grants() {
        int count = random.nextInt(10) == 0 ? 50 : random.nextInt(3);
        return IntStream.range(0, count)
                .mapToObj(i -> new KmsKey.Grant(
                        i % 4 == 3 ? "ec2.eu-central-1.amazonaws.com" : "arn:aws:iam::%s:role/app-%d".formatted(id, i),
                        "",
                        List.of("Decrypt", "CreateGrant", "GenerateDataKeyWithoutPlaintext")))
                .toList();
    }

    private void addVolume(int index) {
        String region = usedRegion(index);
        String volume = volumeId(index);
        boolean encrypted = random.nextInt(5) > 0;
        var facts = new EbsVolume(
                volume,
                "in-use",
                8 << random.nextInt(6),
                "gp3",
                READ_AT.minusSeconds(random.nextInt(100_000_000)),
                encrypted,
                Fact.known(key(region, encrypted), "ec2:DescribeVolumes"),
                "",
                List.of("i-" + index),
                tags("volume-" + index));
        add(
                ResourceType.EBS_VOLUME,
                "arn:aws:ec2:%s:%s:volume/%s".formatted(region, id, volume),
                region,
                "volume-" + index,
                facts,
                "ec2:DescribeVolumes");
    }

    private void addSnapshot(int index) {
        String region = usedRegion(index);
        String snapshot = "snap-%s%05d".formatted(id, index);
        boolean encrypted = random.nextInt(5) > 0;
        var facts = new EbsSnapshot(
                snapshot,
                // Some volumes are gone.
                volumeId(index % 150),
                8,
                "completed",
                READ_AT.minusSeconds(random.nextInt(100_000_000)),
                encrypted,
                Fact.known(key(region, encrypted), "ec2:DescribeSnapshots"),
                tags("snapshot-" + index),
                read(!encrypted && random.nextInt(50) == 0, "ec2:DescribeSnapshots"),
                read(
                        random.nextInt(10) == 0 ? List.of(idOf(number + 1)) : List.<String>of(),
                        "ec2:DescribeSnapshotAttribute"));
        add(
                ResourceType.EBS_SNAPSHOT,
                "arn:aws:ec2:%s::snapshot/%s".formatted(region, snapshot),
                region,
                "snapshot-" + index,
                facts,
                "ec2:DescribeSnapshots");
    }

    private void addBucket(int index) {
        String region = usedRegion(index);
        String bucket = "bucket-%s-%d".formatted(id, index);
        boolean kms = random.nextBoolean();
        var facts = new S3Bucket(
                bucket,
                READ_AT.minusSeconds(random.nextInt(100_000_000)),
                read(tags(bucket), "s3:GetBucketTagging"),
                read(
                        new S3Bucket.Encryption(kms ? "aws:kms" : "AES256", key(region, kms), random.nextBoolean()),
                        "s3:GetBucketEncryption"),
                read(policies.ofBucket(bucket, id, List.of(idOf(number + 1), idOf(number + 2))), "s3:GetBucketPolicy"),
                read(false, "s3:GetBucketPolicyStatus"),
                read(block(), "s3:GetPublicAccessBlock"),
                read(
                        new S3Bucket.Versioning(random.nextBoolean() ? "Enabled" : "NONE", random.nextInt(50) == 0),
                        "s3:GetBucketVersioning"),
                read(new S3Bucket.AccessLogging(false, ""), "s3:GetBucketLogging"));
        add(ResourceType.S3_BUCKET, "arn:aws:s3:::" + bucket, region, bucket, facts, "s3:ListBuckets");
    }

    private void addTrail() {
        String home = REGIONS.getFirst();
        String arn = "arn:aws:cloudtrail:%s:%s:trail/all".formatted(home, id);
        var facts = new Trail(
                "all",
                true,
                false,
                random.nextInt(4) > 0,
                key(home, random.nextBoolean()),
                "trail-" + id,
                "arn:aws:logs:%s:%s:log-group:trail:*".formatted(home, id),
                read(true, "cloudtrail:GetTrailStatus"),
                read(
                        List.of(new Trail.EventSelector("All", true, List.of(), List.of())),
                        "cloudtrail:GetEventSelectors"),
                read(List.<Trail.AdvancedEventSelector>of(), "cloudtrail:GetEventSelectors"));
        add(ResourceType.TRAIL, arn, home, "all", facts, "cloudtrail:DescribeTrails");
    }

    private void addSettings() {
        String home = REGIONS.getFirst();
        add(
                ResourceType.ACCOUNT_SETTINGS,
                "arn:aws:account::%s:settings".formatted(id),
                "",
                id,
                new AccountSettings(
                        read(block(), "s3:GetPublicAccessBlock"),
                        read(OrganizationMembership.NONE, "organizations:DescribeOrganization"),
                        read(List.of(), "organizations:ListAccounts")),
                "s3:GetPublicAccessBlock");
        var trails = monitoring.trails(id, home);
        var logGroups = monitoring.logGroups(id, home);
        for (String region : REGIONS) {
            var facts = new RegionSettings(
                    read(random.nextBoolean(), "ec2:GetEbsEncryptionByDefault"),
                    read(new KeyReference("alias/aws/ebs"), "ec2:GetEbsDefaultKmsKeyId"),
                    read(
                            random.nextBoolean() ? "block-all-sharing" : "unblocked",
                            "ec2:GetSnapshotBlockPublicAccessState"),
                    read(trails, "cloudtrail:DescribeTrails"),
                    read(logGroups, "logs:DescribeMetricFilters"),
                    read(monitoring.eventRules(id, region), "events:ListRules"),
                    Fact.unread("cloudtrail:LookupEvents", Unread.NOT_REQUESTED));
            add(
                    ResourceType.REGION_SETTINGS,
                    "arn:aws:account:%s:%s:settings".formatted(region, id),
                    region,
                    region,
                    facts,
                    "ec2:GetEbsEncryptionByDefault");
        }
    }

    private void add(ResourceType type, String arn, String region, String name, Record facts, String call) {
        resources.add(new Resource(arn, type, id, region, name, READ_AT, FactSheet.of(facts, call)));
    }

    private <T> Fact<T> read(T value, String call) {
        return random.nextInt(DENIED_ONE_IN) == 0 ? Fact.unread(call, "AccessDenied") : Fact.known(value, call);
    }

    private KeyReference key(String region, boolean encrypted) {
        if (!encrypted) {
            return KeyReference.NONE;
        }
        var keys = keysByRegion.get(region);
        return new KeyReference(random.nextInt(3) == 0 ? "alias/aws/ebs" : keys.get(random.nextInt(keys.size())));
    }

    private PublicAccessBlock block() {
        boolean all = random.nextInt(4) > 0;
        return new PublicAccessBlock(all, all, all || random.nextBoolean(), all);
    }

    private Map<String, String> tags(String name) {
        var tags = new TreeMap<String, String>();
        tags.put("Name", name);
        tags.put("Environment", random.nextBoolean() ? "production" : "test");
        tags.put("CostCenter", "4711-" + random.nextInt(100));
        tags.put("Owner", "team-" + random.nextInt(20));
        if (random.nextInt(10) > 0) {
            tags.put("DataProtectionClass", CLASSES.get(random.nextInt(CLASSES.size())));
        }
        return tags;
    }

    private String usedRegion(int index) {
        return REGIONS.get(index % USED_REGIONS);
    }

    private String volumeId(int index) {
        return "vol-%s%05d".formatted(id, index);
    }
}
