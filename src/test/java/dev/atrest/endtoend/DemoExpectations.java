package dev.atrest.endtoend;

import static dev.atrest.model.DataProtectionClass.CONFIDENTIAL;
import static dev.atrest.model.DataProtectionClass.INTERNAL;
import static dev.atrest.model.DataProtectionClass.PUBLIC;

import dev.atrest.endtoend.EstateYaml.Entry;
import dev.atrest.endtoend.ExpectedKeys.Key;
import dev.atrest.model.Coverage;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an assessment of an estate must find, worked out from the estate file and the wording of the requirements alone: it
 * shares no code with the readers, the rules or the engine that it checks.
 *
 * <p>A rule has no finding on a resource that it does not apply to. It is NOT_ASSESSED where a fact that it needs is unread,
 * unless the facts that were read decide it.
 */
final class DemoExpectations {

    private static final String EBS_KEY = "alias/aws/ebs";
    /** What EC2 names as the volume of a copied snapshot. */
    private static final String NO_VOLUME = "vol-ffffffff";

    private final EstateYaml estate;
    private final ExpectedKeys keys;
    private final ExpectedTrails trails;
    private final ExpectedAlarms alarms;
    private final ExpectedContexts contexts;
    private final ExpectedBucketPolicies bucketPolicies;
    private final ExpectedKeyFindings keyFindings;
    private final ExpectedFindings findings = new ExpectedFindings();

    private DemoExpectations(EstateYaml estate) {
        this.estate = estate;
        this.keys = new ExpectedKeys(estate);
        this.trails = new ExpectedTrails(estate, keys);
        this.alarms = new ExpectedAlarms(estate, trails);
        this.contexts = new ExpectedContexts(estate);
        this.bucketPolicies = new ExpectedBucketPolicies(estate);
        this.keyFindings = new ExpectedKeyFindings(estate, keys);
    }

    /** One rule on one resource. */
    record Case(String ruleId, String resourceArn) implements Comparable<Case> {

        @Override
        public int compareTo(Case other) {
            int byArn = resourceArn.compareTo(other.resourceArn);
            return byArn != 0 ? byArn : ruleId.compareTo(other.ruleId);
        }
    }

    /** All findings of the rules that ship with atrest. */
    static Map<Case, FindingStatus> findings(Path estateYaml) {
        var expectations = new DemoExpectations(EstateYaml.read(estateYaml));
        expectations.judgeAll();
        var all = new HashMap<>(expectations.findings.all());
        all.putAll(ExpectedJoins.findings(estateYaml));
        return Collections.unmodifiableMap(all);
    }

    /** How many resources of each type an assessment sees. */
    static Map<ResourceType, Integer> resources(Path estateYaml) {
        return new ExpectedCoverage(EstateYaml.read(estateYaml)).resources();
    }

    /** How each account, region and type is covered. */
    static Map<ExpectedCoverage.Place, Coverage.Status> coverage(Path estateYaml) {
        return new ExpectedCoverage(EstateYaml.read(estateYaml)).statuses();
    }

    private void judgeAll() {
        for (String account : estate.scannedAccounts()) {
            judgeAccount(account);
            estate.listedBuckets(account).orElse(List.of()).forEach(this::judgeBucket);
            estate.regions().forEach(region -> judgeRegion(account, region));
        }
    }

    private void judgeRegion(String account, String region) {
        judgeSettings(estate.ebsSettings(account, region));
        trails.judge(account, region, findings);
        alarms.judge(account, region, findings);
        contexts.judge(account, region, findings);
        if (!estate.denied(account, region, "ec2:DescribeVolumes")) {
            estate.regional(account, region, "volumes").forEach(this::judgeVolume);
        }
        if (!estate.denied(account, region, "ec2:DescribeSnapshots")) {
            estate.regional(account, region, "snapshots").forEach(this::judgeSnapshot);
        }
        if (!estate.denied(account, region, "kms:ListKeys")) {
            estate.regional(account, region, "keys").forEach(key -> keyFindings.judge(key, findings));
        }
        if (!estate.denied(account, region, "cloudtrail:DescribeTrails")) {
            estate.regional(account, region, "trails").forEach(trail -> trails.judge(trail, findings));
        }
    }

    // ---------------------------------------------------------------- buckets

    private void judgeBucket(Entry bucket) {
        String arn = Arns.bucket(bucket);
        Optional<Map<String, String>> tags = bucketTags(bucket);
        Optional<Encryption> encryption = encryption(bucket);
        Optional<Key> key = encryption.flatMap(known -> bucketKey(bucket, known));
        Truth withKms = Truth.of(encryption, Encryption::withKms);

        expect("s3-bucket-classified", arn, Truth.of(tags, ExpectedClass::isValid));
        expectWhen(
                hasClass(tags, INTERNAL),
                "s3-bucket-internal-encrypted",
                arn,
                Truth.of(encryption, Encryption::configured));
        expectWhen(
                hasClass(tags, CONFIDENTIAL),
                "s3-bucket-confidential-customer-key",
                arn,
                withKms.and(Truth.of(key, Key::customerManaged)));
        expectWhen(withKms.and(isNotPublic(tags)), "s3-bucket-key-usable", arn, Truth.of(key, Key::usable));
        // DSSE-KMS does not know bucket keys.
        expectWhen(
                Truth.of(encryption, known -> known.algorithm().equals("aws:kms")),
                "s3-bucket-key-enabled",
                arn,
                Truth.of(encryption, Encryption::bucketKey));
        expect("s3-bucket-block-public-access", arn, bucketBlocksPublicAccess(bucket));
        expect("s3-bucket-mfa-delete", arn, mfaDelete(bucket));
        bucketPolicies.judge(bucket, hasClass(tags, CONFIDENTIAL), findings);
    }

    private Optional<Encryption> encryption(Entry bucket) {
        return deniedFor(bucket, "s3:GetBucketEncryption") ? Optional.empty() : Optional.of(Encryption.of(bucket));
    }

    /** SSE-KMS that names no key uses the AWS-managed aws/s3. */
    private Optional<Key> bucketKey(Entry bucket, Encryption encryption) {
        String reference = encryption.key().isEmpty() ? "alias/aws/s3" : encryption.key();
        return encryption.withKms()
                ? keys.named(bucket.account(), bucket.region(), reference)
                : Optional.of(Key.NOT_FOUND);
    }

    /** Tags come in bulk, or bucket by bucket where the bulk call is refused. */
    private Optional<Map<String, String>> bucketTags(Entry bucket) {
        boolean unread = estate.denied(bucket.account(), bucket.region(), "tag:GetResources")
                && deniedFor(bucket, "s3:GetBucketTagging");
        return unread ? Optional.empty() : Optional.of(bucket.tags());
    }

    private Truth bucketBlocksPublicAccess(Entry bucket) {
        return deniedFor(bucket, "s3:GetPublicAccessBlock")
                ? Truth.UNKNOWN
                : Truth.of(PublicAccess.allBlocked(bucket.node().path("publicAccessBlock"), "all"));
    }

    private Truth mfaDelete(Entry bucket) {
        return deniedFor(bucket, "s3:GetBucketVersioning")
                ? Truth.UNKNOWN
                : Truth.of(bucket.flag("mfaDelete")
                        && bucket.text("versioning", "NONE").equals("Enabled"));
    }

    private boolean deniedFor(Entry bucket, String call) {
        return estate.denied(bucket.account(), bucket.region(), call, bucket.text("name", ""));
    }

    // ---------------------------------------------------------------- volumes and snapshots

    private void judgeVolume(Entry volume) {
        judgeEncryptedStorage("ebs-volume", Arns.volume(volume), volume);
    }

    private void judgeSnapshot(Entry snapshot) {
        String arn = Arns.snapshot(snapshot);
        judgeEncryptedStorage("ebs-snapshot", arn, snapshot);
        expect("ebs-snapshot-not-public", arn, isPublic(snapshot).not());
        expect("ebs-snapshot-shared-with-trusted-accounts-only", arn, sharedWithTrustedOnly(snapshot));
        judgeAgainstVolume(snapshot, arn);
    }

    private void judgeAgainstVolume(Entry snapshot, String arn) {
        String rule = "ebs-snapshot-class-not-weaker-than-volume";
        boolean unread = estate.denied(snapshot.account(), snapshot.region(), "ec2:DescribeVolumes");
        if (unread && !snapshot.text("volume", NO_VOLUME).equals(NO_VOLUME)) {
            expect(rule, arn, Truth.UNKNOWN);
        } else {
            volumeOf(snapshot).ifPresent(volume -> expect(rule, arn, Truth.of(rank(snapshot) >= rank(volume))));
        }
    }

    /** A snapshot lies where its volume does, and may outlive it. */
    private Optional<Entry> volumeOf(Entry snapshot) {
        return estate.regional(snapshot.account(), snapshot.region(), "volumes").stream()
                .filter(volume -> volume.text("id", "").equals(snapshot.text("volume", "")))
                .findFirst();
    }

    private static int rank(Entry storage) {
        return List.of(PUBLIC, INTERNAL, CONFIDENTIAL).indexOf(ExpectedClass.of(storage.tags()));
    }

    /** The rules that volumes and snapshots have in common. */
    private void judgeEncryptedStorage(String type, String arn, Entry storage) {
        var tags = Optional.of(storage.tags());
        Truth encrypted = Truth.of(isEncrypted(storage));
        Optional<Key> key = keys.answeredAsArn(storage.account(), storage.region(), storage.text("key", EBS_KEY));

        expect(type + "-classified", arn, Truth.of(tags, ExpectedClass::isValid));
        expectWhen(hasClass(tags, INTERNAL), type + "-internal-encrypted", arn, encrypted);
        expectWhen(
                hasClass(tags, CONFIDENTIAL),
                type + "-confidential-customer-key",
                arn,
                encrypted.and(Truth.of(key, Key::customerManaged)));
        expectWhen(encrypted.and(isNotPublic(tags)), type + "-key-usable", arn, Truth.of(key, Key::usable));
    }

    private static boolean isEncrypted(Entry storage) {
        return storage.has("encrypted") ? storage.flag("encrypted") : storage.has("key");
    }

    /** The same listing that tells of the snapshot tells, filtered, which are public: a seen snapshot is always decided. */
    private static Truth isPublic(Entry snapshot) {
        return Truth.of(snapshot.flag("public"));
    }

    /** Accounts of the own organisation are trusted, and others that the settings name: those that atrest comes with name none. */
    private Truth sharedWithTrustedOnly(Entry snapshot) {
        boolean unread = estate.denied(
                snapshot.account(), snapshot.region(), "ec2:DescribeSnapshotAttribute", snapshot.text("id", ""));
        return unread ? Truth.UNKNOWN : Truth.of(estate.accounts().containsAll(snapshot.texts("sharedWith")));
    }

    // ---------------------------------------------------------------- settings

    /** A region's settings count even where the region holds nothing, and where all calls there are denied. */
    private void judgeSettings(Entry ebs) {
        String arn = Arns.regionSettings(ebs.account(), ebs.region());
        expect(
                "ebs-encryption-by-default",
                arn,
                setting(ebs, "ec2:GetEbsEncryptionByDefault", Truth.of(ebs.flag("encryptionByDefault"))));
        String reference = ebs.text("defaultKey", EBS_KEY);
        // EC2 answers the default of the default by its alias, any other key by its ARN.
        var defaultKey = reference.equals(EBS_KEY)
                ? keys.named(ebs.account(), ebs.region(), reference)
                : keys.answeredAsArn(ebs.account(), ebs.region(), reference);
        expect(
                "ebs-default-key-customer-managed",
                arn,
                setting(ebs, "ec2:GetEbsDefaultKmsKeyId", Truth.of(defaultKey, Key::customerManaged)));
        // Blocking new sharing only leaves what is public already open.
        expect(
                "ebs-snapshot-block-public-access",
                arn,
                setting(
                        ebs,
                        "ec2:GetSnapshotBlockPublicAccessState",
                        Truth.of(ebs.text("snapshotBlockPublicAccess", "unblocked")
                                .equals("block-all-sharing"))));
    }

    private Truth setting(Entry ebs, String call, Truth value) {
        return estate.denied(ebs.account(), ebs.region(), call) ? Truth.UNKNOWN : value;
    }

    private void judgeAccount(String account) {
        boolean unread = estate.denied(account, estate.homeRegion(), "s3control:GetPublicAccessBlock", account);
        Truth blocked =
                Truth.of(PublicAccess.allBlocked(estate.account(account).path("publicAccessBlock"), "notConfigured"));
        expect("s3-account-block-public-access", Arns.accountSettings(account), unread ? Truth.UNKNOWN : blocked);
    }

    // ---------------------------------------------------------------- verdicts

    private static Truth hasClass(Optional<Map<String, String>> tags, DataProtectionClass expected) {
        return Truth.of(tags, known -> ExpectedClass.of(known) == expected);
    }

    /** No rule on encryption fails a PUBLIC resource. */
    private static Truth isNotPublic(Optional<Map<String, String>> tags) {
        return hasClass(tags, PUBLIC).not();
    }

    private void expect(String rule, String arn, Truth holds) {
        findings.expect(rule, arn, holds);
    }

    private void expectWhen(Truth applies, String rule, String arn, Truth holds) {
        findings.expectWhen(applies, rule, arn, holds);
    }
}
