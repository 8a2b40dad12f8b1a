package dev.atrest.model;

/** The organisation that an account belongs to. */
public record OrganizationMembership(
        @Describe("Id of the organisation, o-…; empty when the account belongs to none")
        String id,

        @Describe("Management account of the organisation; empty when the account belongs to none")
        String managementAccountId) {

    /** The account stands alone. */
    public static final OrganizationMembership NONE = new OrganizationMembership("", "");
}
