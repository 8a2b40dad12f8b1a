package dev.atrest.jobs.backlog;

import dev.atrest.model.Change;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import java.util.Optional;

/**
 * What two assessments say differently of one rule on one resource.
 *
 * @param severity empty where neither tells
 * @param before empty where there is no finding
 * @param after empty where there is no finding
 * @param detail the cause in words; may be empty
 */
public record Difference(
        Kind kind,
        Change.Cause cause,
        String ruleId,
        Optional<Severity> severity,
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
        /** Failed, and does not any more: it passes, is gone, is accepted or is not demanded. */
        CLOSED,
        /** Fails in both for another reason, or another status that is no failure. */
        CHANGED
    }
}
