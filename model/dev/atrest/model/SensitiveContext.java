package dev.atrest.model;

/** Something sensitive in the encryption context of a KMS call. The value itself is never kept. */
public record SensitiveContext(
        @Describe("Key of the context entry; masked where it is what is sensitive")
        String contextKey,

        @Describe("What was found: email, iban, payment-card, aws-access-key-id, jwt or german-tax-id")
        String detector,

        @Describe("Beginning and end of what was found") String masked,

        @Describe("The KMS operation, e.g. Decrypt") String operation,

        @Describe("In how many of the events that were read")
        int events) {}
