package dev.atrest.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Facts of a KMS key. */
public record KmsKey(
        @Describe("Key id") String keyId,
        @Describe("Alias names, alias/…") Fact<List<String>> aliases,
        @Describe("What DescribeKey tells") Fact<Metadata> metadata,
        @Describe("Automatic rotation") Fact<Rotation> rotation,

        @Describe("Key policy as JSON text; empty for an AWS-managed key, whose policy is AWS's affair")
        Fact<String> policy,

        @Describe("Grants on the key") Fact<List<Grant>> grants,
        @Describe("Tags by key; empty when there are none") Fact<Map<String, String>> tags) {

    /** The key's metadata. */
    public record Metadata(
            @Describe("CUSTOMER or AWS") String manager,

            @Describe("Enabled, Disabled, PendingDeletion, PendingImport, PendingReplicaDeletion, Creating, Updating or"
                    + " Unavailable")
            String state,

            @Describe("SYMMETRIC_DEFAULT, RSA_2048, HMAC_256, ...")
            String spec,

            @Describe("ENCRYPT_DECRYPT, SIGN_VERIFY, GENERATE_VERIFY_MAC or KEY_AGREEMENT")
            String usage,

            @Describe("Where the key material is from: AWS_KMS, EXTERNAL, AWS_CLOUDHSM or EXTERNAL_KEY_STORE")
            String origin,

            @Describe("PRIMARY or REPLICA of a multi-region key, otherwise NONE")
            String multiRegion,

            @Describe("Description of the key; may be empty")
            String description,

            @Describe("When the key was created") Instant createdAt,

            @Describe("When the key will be deleted; null when it is not scheduled")
            Optional<Instant> deletionDate,

            @Describe("When imported key material expires; null when it does not")
            Optional<Instant> validTo) {}

    /** Automatic rotation of the key material. */
    public record Rotation(
            @Describe("AWS can rotate this key on a schedule: a symmetric encryption key with material from KMS that is"
                    + " not a multi-region replica")
            boolean supported,

            @Describe("Automatic rotation is on") boolean enabled,

            @Describe("Days between rotations; 0 when rotation is off")
            int periodDays) {}

    /** A grant on the key. */
    public record Grant(
            @Describe("Principal that the grant permits") String granteePrincipal,

            @Describe("Principal that may retire the grant; empty when none is named")
            String retiringPrincipal,

            @Describe("Operations that the grant permits: Decrypt, CreateGrant, ...")
            List<String> operations) {}
}
