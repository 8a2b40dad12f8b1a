package dev.atrest.evaluators;

import dev.atrest.model.EbsVolume;
import dev.atrest.model.Fact;
import dev.atrest.model.FactSheet;
import dev.atrest.model.JoinedKey;
import dev.atrest.model.KeyReference;
import dev.atrest.model.PublicAccessBlock;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.S3Bucket;
import dev.atrest.model.Unread;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Resources as the readers make them. */
final class Resources {

    static final Instant TIME = Instant.parse("2026-11-23T13:00:00Z");
    static final KeyDirectory NO_KEYS =
            (account, region, id) -> new KeyDirectory.NotRead(new Unread("kms:ListKeys", "AccessDenied"));
    static final JoinedKey CUSTOMER_KEY = new JoinedKey(
            "arn:aws:kms:eu-central-1:111122223333:key/1",
            "111122223333",
            "CUSTOMER",
            "Enabled",
            "SYMMETRIC_DEFAULT",
            "AWS_KMS");

    private Resources() {}

    static Fact<S3Bucket.Encryption> encryption(String algorithm, String key) {
        return Fact.known(new S3Bucket.Encryption(algorithm, new KeyReference(key), false), "s3:GetBucketEncryption");
    }

    static Fact<Map<String, String>> tags(Map<String, String> tags) {
        return Fact.known(tags, "s3:GetBucketTagging");
    }

    static Resource bucket(Fact<S3Bucket.Encryption> encryption, Fact<Map<String, String>> tags) {
        return bucket("ledger", encryption, tags, Fact.known("", "s3:GetBucketPolicy"));
    }

    static Resource bucket(
            String name, Fact<S3Bucket.Encryption> encryption, Fact<Map<String, String>> tags, Fact<String> policy) {
        var facts = new S3Bucket(
                name,
                Instant.parse("2024-01-01T00:00:00Z"),
                tags,
                encryption,
                policy,
                Fact.known(false, "s3:GetBucketPolicyStatus"),
                Fact.known(PublicAccessBlock.NONE, "s3:GetPublicAccessBlock"),
                Fact.known(new S3Bucket.Versioning("Enabled", false), "s3:GetBucketVersioning"),
                Fact.unread("s3:GetBucketLogging", "AccessDenied"));
        return resource(ResourceType.S3_BUCKET, name, FactSheet.of(facts, "s3:ListBuckets"));
    }

    static Resource volume(boolean encrypted, String key, Map<String, String> tags) {
        var facts = new EbsVolume(
                "vol-1",
                "in-use",
                8,
                "gp3",
                Instant.parse("2024-01-01T00:00:00Z"),
                encrypted,
                Fact.known(new KeyReference(key), "ec2:DescribeVolumes"),
                "",
                List.of("i-1"),
                tags);
        return resource(ResourceType.EBS_VOLUME, "vol-1", FactSheet.of(facts, "ec2:DescribeVolumes"));
    }

    static Resource resource(ResourceType type, String name, FactSheet facts) {
        return new Resource("arn:aws:test:::" + name, type, "111122223333", "eu-central-1", name, TIME, facts);
    }

    /** Knows one key by any name. */
    static KeyDirectory knowing(JoinedKey key) {
        return (account, region, id) -> new KeyDirectory.Found(key);
    }
}
