package dev.atrest.model;

import java.util.List;

/** The organisation that an account belongs to. */
public record OrganizationMembership(
        @Describe("Id of the organisation, o-…; empty when the account belongs to none")
        String id,

        @Describe("Management account of the organisation; empty when the account belongs to none")
        String managementAccountId,

        @Describe(
                "All accounts of the organisation, as account ids. Told in the settings of the account that runs the assessment"
                        + " and of accounts asked for by id; empty elsewhere, and where the accounts cannot be listed")
        List<String> accounts) {

    /** The account stands alone. */
    public static final OrganizationMembership NONE = new OrganizationMembership("", "", List.of());
}
