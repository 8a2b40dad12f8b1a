package dev.atrest.embeddedaws.services;

/**
 * Who calls.
 *
 * @param account account id that the calls reach
 * @param arn the principal
 * @param userId unique id of the principal
 */
public record Identity(String account, String arn, String userId) {

    /** Whether the credentials are those of an assumed role, not of a user. */
    public boolean isRole() {
        return arn.contains(":assumed-role/");
    }
}
