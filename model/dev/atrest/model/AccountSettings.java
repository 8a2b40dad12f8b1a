package dev.atrest.model;

import java.util.List;

/** Settings that hold for a whole account. */
public record AccountSettings(
        @Describe("Block Public Access of the whole account")
        Fact<PublicAccessBlock> s3PublicAccessBlock,

        @Describe("The organisation that the account belongs to")
        Fact<OrganizationMembership> organization,

        @Describe(
                "Ids of all accounts of that organisation, told in the settings of the account that runs the assessment and of"
                        + " accounts asked for by id; unread elsewhere")
        Fact<List<String>> organizationAccounts) {}
