package dev.atrest.model;

import java.util.List;

/** What a rule may ask about the tiers of an account's applications, told by the tags of its resources and keys. */
public record AccountTiers(
        @Describe("The web tier") Tier web,
        @Describe("The application tier") Tier application,
        @Describe("The database tier") Tier database) {

    /** One tier in one account. */
    public record Tier(
            @Describe(
                    "A bucket, volume or snapshot of the account carries the tier's tag; unknown when none is found and not"
                            + " all could be read")
            Fact<Boolean> inUse,

            @Describe("Regions where such a resource was found")
            List<String> regions,

            @Describe(
                    "Of these, the ones without an enabled customer-managed key that carries the tier's tag; unknown when none"
                            + " is certain and not all keys there could be read")
            Fact<List<String>> regionsWithoutKey) {}
}
