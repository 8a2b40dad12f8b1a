package dev.atrest.model;

import java.time.Instant;
import java.util.Map;

/** Facts of a general purpose S3 bucket. */
public record S3Bucket(
        @Describe("Bucket name") String name,
        @Describe("When the bucket was created") Instant createdAt,
        @Describe("Tags by key; empty when there are none") Fact<Map<String, String>> tags,
        @Describe("Default encryption of new objects") Fact<Encryption> encryption,

        @Describe("Bucket policy as JSON text; empty when there is none")
        Fact<String> policy,

        @Describe("S3's own verdict whether the bucket policy is public; false without a policy")
        Fact<Boolean> policyPublic,

        @Describe("Block Public Access of the bucket itself")
        Fact<PublicAccessBlock> publicAccessBlock,

        @Describe("Versioning and MFA delete") Fact<Versioning> versioning,
        @Describe("Server access logging") Fact<AccessLogging> logging) {

    /** Default encryption: the first rule of the bucket's encryption configuration. */
    public record Encryption(
            @Describe("AES256, aws:kms, aws:kms:dsse, or NONE when nothing is configured")
            String algorithm,

            @Describe("The key of aws:kms and aws:kms:dsse; SSE-KMS that names no key uses the AWS-managed aws/s3")
            KeyReference key,

            @Describe("An S3 Bucket Key saves KMS calls") boolean bucketKeyEnabled) {}

    /** Versioning of the bucket. */
    public record Versioning(
            @Describe("Enabled, Suspended, or NONE when never switched on")
            String status,

            @Describe("Deleting a version needs MFA") boolean mfaDelete) {}

    /** Server access logging of the bucket. */
    public record AccessLogging(
            @Describe("Requests are logged to another bucket")
            boolean enabled,

            @Describe("Bucket that receives the logs; empty when logging is off")
            String targetBucket) {}
}
