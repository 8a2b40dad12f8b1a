package dev.atrest.model;

/** What a rule may ask about the volume that a snapshot was made of. */
public record JoinedVolume(
        @Describe("The volume is still there; false for a copied snapshot, which has none")
        Fact<Boolean> exists,

        @Describe("Effective data protection class of the volume; not to be asked when it does not exist")
        Fact<String> dataProtectionClass) {}
