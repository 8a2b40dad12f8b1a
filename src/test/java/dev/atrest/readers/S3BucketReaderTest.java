package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.Fault;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class S3BucketReaderTest {

    private static final Map<String, Object> OPEN = Map.of(
            "blockPublicAcls", false,
            "ignorePublicAcls", false,
            "blockPublicPolicy", false,
            "restrictPublicBuckets", false);

    @Test
    void readsEveryFactOfABucket() {
        try (var estate = EmbeddedReading.ofShop("""
                buckets:
                  - name: orders
                    region: us-east-1
                    created: 2024-03-01
                    tags: { DataProtectionClass: CONFIDENTIAL }
                    encryption: { algorithm: "aws:kms", key: 2a222222-2222-4222-8222-222222222222, bucketKey: true }
                    policy: '{"Version":"2012-10-17","Statement":[]}'
                    policyPublic: true
                    publicAccessBlock: { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: false, restrictPublicBuckets: true }
                    versioning: Enabled
                    mfaDelete: true
                    logging: { bucket: logs, prefix: orders/ }
                regions:
                  us-east-1:
                    keys: [ { id: 2a222222-2222-4222-8222-222222222222 } ]
                """)) {
            Resource bucket = estate.readOne(ResourceType.S3_BUCKET, "orders");
            assertThat(bucket.arn()).isEqualTo("arn:aws:s3:::orders");
            assertThat(bucket.region()).isEqualTo("us-east-1");
            assertThat(bucket.accountId()).isEqualTo("222222222222");
            assertThat(bucket.facts().unread()).isEmpty();
            assertThat(bucket.facts().values())
                    .containsEntry("name", "orders")
                    .containsEntry("createdAt", "2024-03-01T00:00:00Z")
                    .containsEntry("tags", Map.of("DataProtectionClass", "CONFIDENTIAL"))
                    .containsEntry("policy", "{\"Version\":\"2012-10-17\",\"Statement\":[]}")
                    .containsEntry("policyPublic", true)
                    .containsEntry("versioning", Map.of("status", "Enabled", "mfaDelete", true))
                    .containsEntry("logging", Map.of("enabled", true, "targetBucket", "logs"))
                    .containsEntry(
                            "publicAccessBlock",
                            Map.of(
                                    "blockPublicAcls", true,
                                    "ignorePublicAcls", true,
                                    "blockPublicPolicy", false,
                                    "restrictPublicBuckets", true));
            assertThat(bucket.facts().values().get("encryption"))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("algorithm", "aws:kms")
                    .containsEntry("bucketKeyEnabled", true)
                    .hasEntrySatisfying(
                            "key", key -> assertThat(key.toString()).contains("2a222222-2222-4222-8222-222222222222"));
            assertThat(bucket.facts().sourceOf("encryption.algorithm")).isEqualTo("s3:GetBucketEncryption");
            assertThat(bucket.facts().sourceOf("tags")).isEqualTo("tag:GetResources");
            assertThat(bucket.facts().sourceOf("name")).isEqualTo("s3:ListBuckets");
        }
    }

    @Test
    void whatIsNotConfiguredIsAFactAndNotAGap() {
        try (var estate = EmbeddedReading.ofShop("""
                buckets:
                  - { name: bare, region: eu-central-1, encryption: notConfigured, publicAccessBlock: notConfigured }
                """)) {
            Resource bucket = estate.readOne(ResourceType.S3_BUCKET, "bare");
            assertThat(bucket.facts().unread()).isEmpty();
            assertThat(bucket.facts().values())
                    .containsEntry("tags", Map.of())
                    .containsEntry("policy", "")
                    .containsEntry("policyPublic", false)
                    .containsEntry("publicAccessBlock", OPEN)
                    .containsEntry("versioning", Map.of("status", "NONE", "mfaDelete", false))
                    .containsEntry("logging", Map.of("enabled", false, "targetBucket", ""))
                    .containsEntry(
                            "encryption",
                            Map.of("algorithm", "NONE", "key", Map.of("id", ""), "bucketKeyEnabled", false));
        }
    }

    @Test
    void kmsEncryptionThatNamesNoKeyUsesTheOneOfS3() {
        try (var estate = EmbeddedReading.ofShop("""
                buckets: [ { name: plain, region: eu-central-1, encryption: "aws:kms" } ]
                """)) {
            assertThat(estate.readOne(ResourceType.S3_BUCKET, "plain").facts().values())
                    .containsEntry(
                            "encryption",
                            Map.of(
                                    "algorithm",
                                    "aws:kms",
                                    "key",
                                    Map.of("id", "alias/aws/s3"),
                                    "bucketKeyEnabled",
                                    false));
        }
    }

    @Test
    void aBucketTakesFiveCallsAndTagsOneCallARegion() {
        try (var estate = EmbeddedReading.ofShop("""
                buckets: [ { name: "data-{n}", count: 30, region: eu-central-1 } ]
                """)) {
            assertThat(estate.readShop(EmbeddedReading.only(ResourceType.S3_BUCKET)))
                    .hasSize(30);
            // One listing, and five configurations each; without a policy nobody is asked for its verdict.
            assertThat(estate.calls("s3:*")).isEqualTo(1 + 30 * 5);
            assertThat(estate.calls("tag:GetResources")).isEqualTo(1);
        }
    }

    @Test
    void tagsAreAskedForOneByOneWhereTheBulkCallIsDenied() {
        try (var estate = EmbeddedReading.ofShop("""
                buckets:
                  - { name: tagged, region: eu-central-1, tags: { Class: PUBLIC } }
                  - { name: untagged, region: eu-central-1 }
                """)) {
            estate.aws().faults().add(Fault.deny("tag:GetResources"));
            List<Resource> buckets = estate.readShop(EmbeddedReading.only(ResourceType.S3_BUCKET));
            assertThat(buckets)
                    .extracting(bucket -> bucket.facts().values().get("tags"))
                    .containsExactly(Map.of("Class", "PUBLIC"), Map.of());
            assertThat(buckets.getFirst().facts().sourceOf("tags")).isEqualTo("s3:GetBucketTagging");
            assertThat(estate.calls("tag:GetResources")).isEqualTo(1);
        }
    }

    @Test
    void aDeniedCallMakesItsFactUnread() {
        try (var estate = EmbeddedReading.ofShop("""
                buckets: [ { name: closed, region: eu-central-1 } ]
                """)) {
            estate.aws().faults().add(Fault.deny("s3:GetBucketEncryption"));
            Resource bucket = estate.readOne(ResourceType.S3_BUCKET, "closed");
            assertThat(bucket.facts().unread())
                    .isEqualTo(Map.of("encryption", new Unread("s3:GetBucketEncryption", "AccessDenied")));
            assertThat(bucket.facts().values()).doesNotContainKey("encryption").containsKey("policy");
        }
    }

    @Test
    void bucketsOfRegionsOutsideTheScopeAreLeftOutWithoutACall() {
        try (var estate = EmbeddedReading.ofShop("""
                buckets: [ { name: here, region: eu-central-1 }, { name: there, region: us-east-1 } ]
                """)) {
            var scope = new Scope(Set.of(), Set.of("eu-central-1"), Set.of(ResourceType.S3_BUCKET), true);
            assertThat(estate.readShop(scope)).extracting(Resource::name).containsExactly("here");
            assertThat(estate.calls("s3:GetBucketEncryption")).isEqualTo(1);
        }
    }

    @Test
    void pagesToTheEnd() {
        try (var estate = EmbeddedReading.ofShop("""
                buckets: [ { name: "data-{n}", count: 1001, region: us-east-1 } ]
                """)) {
            var scope = new Scope(Set.of(), Set.of("eu-central-1"), Set.of(ResourceType.S3_BUCKET), true);
            assertThat(estate.readShop(scope)).isEmpty();
            assertThat(estate.calls("s3:ListBuckets")).isEqualTo(2);
        }
    }
}
