package dev.atrest.model;

/** Settings that hold for a whole account. */
public record AccountSettings(
        @Describe("Block Public Access of the whole account")
        Fact<PublicAccessBlock> s3PublicAccessBlock,

        @Describe("The organisation that the account belongs to")
        Fact<OrganizationMembership> organization) {}
