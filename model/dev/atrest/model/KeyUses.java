package dev.atrest.model;

import java.util.List;

/** What a rule may ask about the resources that use a key. */
public record KeyUses(
        @Describe(
                "Resources of all accounts read that name the key; unknown when none is found and not all that may use"
                        + " it could be read")
        Fact<Long> count,

        @Describe(
                "Their data protection classes; unknown when fewer than two are found and not all that may use the key"
                        + " could be read")
        Fact<List<String>> classes,

        @Describe("The first of them that were read, by ARN, as type and name; at most 50")
        Fact<List<String>> resources) {}
