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
 * @param reason what AWS's error alone does not say; always there when the status is EXCLUDED
 * @param calls the API calls made for it
 */
public record Coverage(
        String accountId,
        String region,
        ResourceType type,
        Status status,
        long resources,
        long unreadFacts,
        Optional<Gap> error,
        Optional<Reason> reason,
        Calls calls) {

    public static final String GLOBAL = "global";
    public static final String ALL_REGIONS = "all regions";

    /** Without a reason of its own, and before any call is counted. */
    public Coverage(
            String accountId,
            String region,
            ResourceType type,
            Status status,
            long resources,
            long unreadFacts,
            Optional<Gap> error) {
        this(accountId, region, type, status, resources, unreadFacts, error, Optional.empty(), Calls.NONE);
    }

    /** Out of scope. */
    public static Coverage excluded(
            String accountId, String region, ResourceType type, Reason reason, Optional<Gap> error) {
        return new Coverage(accountId, region, type, Status.EXCLUDED, 0, 0, error, Optional.of(reason), Calls.NONE);
    }

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
        /** Out of scope: an account that is not active, a region that is not enabled. */
        EXCLUDED;

        /** Something in scope was not seen. */
        public boolean gap() {
            return this == PARTIAL || this == DENIED || this == FAILED || this == PENDING;
        }

        /** Whether there may be resources that nobody knows of. */
        public boolean unlisted() {
            return gap() && this != PARTIAL;
        }
    }

    /** Why a whole account or region was not looked at. */
    public enum Reason {
        /** AWS has suspended the account. */
        ACCOUNT_SUSPENDED,
        /** The account is being closed. */
        ACCOUNT_PENDING_CLOSURE,
        /** The account is closed. */
        ACCOUNT_CLOSED,
        /** The account is in another state than ACTIVE, e.g. not activated yet. */
        ACCOUNT_NOT_ACTIVE,
        /** The account has not opted in to the region. */
        REGION_NOT_ENABLED,
        /** A service control policy denied every call in the region. */
        SERVICE_CONTROL_POLICY;

        /** Why an account in this state, as Organizations names it, is not entered. */
        public static Reason ofAccount(String state) {
            return switch (state) {
                case "SUSPENDED" -> ACCOUNT_SUSPENDED;
                case "PENDING_CLOSURE" -> ACCOUNT_PENDING_CLOSURE;
                case "CLOSED" -> ACCOUNT_CLOSED;
                default -> ACCOUNT_NOT_ACTIVE;
            };
        }
    }

    /**
     * Why something was not seen.
     *
     * @param call the API operation, as {@code service:Operation}
     * @param error the error code
     * @param detail AWS's message for people; may be empty
     * @param requestId AWS's id of the request, for its support; empty where no answer carried one
     * @param extendedRequestId what S3's support asks for too; empty for other services
     */
    public record Gap(String call, String error, String detail, String requestId, String extendedRequestId) {

        /** Of no known request. */
        public Gap(String call, String error, String detail) {
            this(call, error, detail, "", "");
        }

        /** Both ids for people; empty when there is none. */
        public String requestIds() {
            return extendedRequestId.isEmpty() ? requestId : requestId + " / " + extendedRequestId;
        }

        /** The same, met by the request of another. */
        public Gap ofRequest(Gap other) {
            return new Gap(call, error, detail, other.requestId, other.extendedRequestId);
        }
    }
}
