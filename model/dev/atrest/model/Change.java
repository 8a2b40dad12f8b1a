package dev.atrest.model;

import java.util.Optional;

/**
 * What is other about one rule on one resource than in an earlier assessment.
 *
 * @param before status in the earlier assessment; empty where there was no finding
 * @param after status in the later one; empty where there is no finding
 * @param detail the cause in words, e.g. the facts that changed; may be empty
 */
public record Change(
        Kind kind,
        Cause cause,
        String ruleId,
        Severity severity,
        String resourceArn,
        ResourceType resourceType,
        String accountId,
        String region,
        String resourceName,
        Optional<FindingStatus> before,
        Optional<FindingStatus> after,
        String detail) {

    /** What became of it. */
    public enum Kind {
        /** Fails, and did not before. */
        OPENED,
        /** Failed once, was closed, and fails again. */
        REOPENED,
        /** Failed, and passes now or is no longer demanded. */
        RESOLVED,
        /** Failed, and the resource is no longer there. */
        GONE,
        /** Failed, and could not be assessed. */
        UNKNOWN,
        /** Failed, and a waiver accepts that now. */
        WAIVED
    }

    /** Why. */
    public enum Cause {
        RESOURCE_NEW,
        RESOURCE_CHANGED,
        RESOURCE_GONE,
        RULE_CHANGED,
        RULE_NEW,
        RULE_GONE,
        WAIVER_GRANTED,
        WAIVER_ENDED,
        /** A fact could not be read. */
        NOT_READ,
        /** A fact that could not be read before was read. */
        READ_AGAIN,
        /** The account has left the organisation, or is kept out of scope. */
        ACCOUNT_LEFT,
        /** None of these, e.g. time has passed. */
        OTHER
    }
}
