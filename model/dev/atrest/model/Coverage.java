package dev.atrest.model;

import java.util.Optional;

/**
 * What was looked at and what was not: one account, region and resource type.
 *
 * @param region region name, {@link #GLOBAL} for a type that AWS lists once an account, {@link #ALL_REGIONS} where not even
 *     the regions could be learned
 * @param resources resources listed
 * @param unreadFacts facts of these that could not be read
 * @param error what prevented the listing, or the reason of the first unread fact
 */
public record Coverage(
        String accountId,
        String region,
        ResourceType type,
        Status status,
        long resources,
        long unreadFacts,
        Optional<Gap> error) {

    public static final String GLOBAL = "global";
    public static final String ALL_REGIONS = "all regions";

    /** How much of it was seen. */
    public enum Status {
        /** Not listed to the end yet: the assessment is under way or was interrupted. */
        PENDING,
        /** Everything was listed and every fact read. */
        COMPLETE,
        /** Everything was listed, some facts could not be read. */
        PARTIAL,
        /** AWS refused the listing. */
        DENIED,
        /** The listing failed for another reason. */
        FAILED,
        /** Out of scope: a suspended account. */
        EXCLUDED;

        /** Something in scope was not seen. */
        public boolean gap() {
            return this == PARTIAL || this == DENIED || this == FAILED || this == PENDING;
        }
    }

    /**
     * Why something was not seen.
     *
     * @param call the API operation, as {@code service:Operation}
     * @param error the error code
     * @param detail AWS's message for people; may be empty
     */
    public record Gap(String call, String error, String detail) {}
}
