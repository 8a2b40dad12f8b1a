package dev.atrest.model;

/** What a rule may ask about the KMS key that a {@link KeyReference} leads to. */
public record JoinedKey(
        @Describe("ARN of the key; empty when the resource names no key or the key does not exist")
        String arn,

        @Describe("Account that owns the key; empty when there is no key")
        String accountId,

        @Describe(
                "CUSTOMER, AWS (an AWS-managed key), or NONE when the resource names no key or the key does not exist")
        String manager,

        @Describe("KMS key state (Enabled, Disabled, PendingDeletion, PendingImport, Unavailable, ...), NOT_FOUND when"
                + " the named key does not exist, NONE when the resource names no key")
        String state,

        @Describe("SYMMETRIC_DEFAULT, RSA_2048, ...; empty when there is no key")
        String spec,

        @Describe("AWS_KMS, EXTERNAL, AWS_CLOUDHSM or EXTERNAL_KEY_STORE; empty when there is no key")
        String origin) {

    /** The resource names no key. */
    public static final JoinedKey NONE = new JoinedKey("", "", "NONE", "NONE", "", "");

    /** The resource names a key that does not exist. */
    public static final JoinedKey NOT_FOUND = new JoinedKey("", "", "NONE", "NOT_FOUND", "", "");
}
