package dev.atrest.embeddedaws.estate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A general purpose bucket.
 *
 * @param name unique over the estate
 * @param region empty for the estate's first enabled region
 * @param encryption default encryption: AES256 unless said otherwise, as S3 does
 * @param policy bucket policy; empty for none
 * @param policyPublic what GetBucketPolicyStatus answers; judged from the policy when empty
 * @param publicAccessBlock Block Public Access of the bucket: all on unless said otherwise, as S3 does
 * @param versioning NONE (never switched on), Enabled or Suspended
 * @param logging where access logs go; empty when they are off
 */
public record Bucket(
        String name,
        Integer count,
        Optional<String> region,
        Instant created,
        Map<String, String> tags,
        Encryption encryption,
        Optional<JsonText> policy,
        Optional<Boolean> policyPublic,
        PublicAccessBlock publicAccessBlock,
        String versioning,
        Boolean mfaDelete,
        Optional<Logging> logging)
        implements Numbered<Bucket> {

    public Bucket {
        name = Defaults.required(name, "bucket name");
        count = Numbered.checked(count, name, "bucket name");
        region = Defaults.or(region, Optional.empty());
        created = Defaults.or(created, Defaults.CREATED);
        tags = Defaults.map(tags);
        encryption = Defaults.or(encryption, Encryption.SSE_S3);
        policy = Defaults.or(policy, Optional.empty());
        policyPublic = Defaults.or(policyPublic, Optional.empty());
        publicAccessBlock = Defaults.or(publicAccessBlock, PublicAccessBlock.ALL);
        versioning = Defaults.oneOf(Defaults.or(versioning, "NONE"), "versioning", "NONE", "Enabled", "Suspended");
        mfaDelete = Defaults.or(mfaDelete, false);
        logging = Defaults.or(logging, Optional.empty());
    }

    @Override
    public String id() {
        return name;
    }

    @Override
    public Bucket copy(int n) {
        return new Bucket(
                Numbered.number(name, n),
                1,
                region,
                created,
                tags,
                encryption,
                policy.map(text -> new JsonText(Numbered.number(text.text(), n))),
                policyPublic,
                publicAccessBlock,
                versioning,
                mfaDelete,
                logging);
    }

    /**
     * Default encryption. In YAML also just the algorithm.
     *
     * @param algorithm AES256, aws:kms, aws:kms:dsse, or notConfigured when S3 answers
     *     ServerSideEncryptionConfigurationNotFoundError
     * @param key key ARN, key id or alias, answered just as it stands here; empty when the configuration names none
     */
    public record Encryption(String algorithm, Optional<String> key, boolean bucketKey) {

        static final Encryption SSE_S3 = named("AES256");

        @JsonCreator
        static Encryption of(
                @JsonProperty("algorithm") @Nullable String algorithm,
                @JsonProperty("key") @Nullable String key,
                @JsonProperty("bucketKey") @Nullable Boolean bucketKey) {
            return new Encryption(
                    Defaults.oneOf(
                            Defaults.or(algorithm, key == null ? "AES256" : "aws:kms"),
                            "encryption",
                            "AES256",
                            "aws:kms",
                            "aws:kms:dsse",
                            "notConfigured"),
                    Optional.ofNullable(key),
                    Defaults.or(bucketKey, false));
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Encryption named(String algorithm) {
            return of(algorithm, null, null);
        }

        /** Whether GetBucketEncryption finds a configuration. */
        public boolean configured() {
            return !algorithm.equals("notConfigured");
        }
    }

    /**
     * Server access logging.
     *
     * @param bucket bucket that receives the logs
     */
    public record Logging(String bucket, String prefix) {

        public Logging {
            bucket = Defaults.required(bucket, "bucket of logging");
            prefix = Defaults.or(prefix, "");
        }
    }
}
