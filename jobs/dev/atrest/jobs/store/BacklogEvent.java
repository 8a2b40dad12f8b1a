package dev.atrest.jobs.store;

import dev.atrest.model.Change;
import dev.atrest.model.FindingStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of an item of the backlog in an assessment.
 *
 * @param at start of the assessment
 * @param before status of the finding in the assessment before; empty where there was none or that is not known
 * @param after empty where there is no finding
 * @param detail the cause in words; may be empty
 */
public record BacklogEvent(
        String assessmentId,
        Instant at,
        String arn,
        String ruleId,
        Kind kind,
        Change.Cause cause,
        Optional<FindingStatus> before,
        Optional<FindingStatus> after,
        String detail) {

    /** What happened. */
    public enum Kind {
        OPENED(Optional.of(Change.Kind.OPENED)),
        REOPENED(Optional.of(Change.Kind.REOPENED)),
        /** Fails still, after it could not be assessed. */
        SEEN_AGAIN(Optional.empty()),
        RESOLVED(Optional.of(Change.Kind.RESOLVED)),
        GONE(Optional.of(Change.Kind.GONE)),
        UNKNOWN(Optional.of(Change.Kind.UNKNOWN)),
        WAIVED(Optional.of(Change.Kind.WAIVED));

        private final Optional<Change.Kind> change;

        Kind(Optional<Change.Kind> change) {
            this.change = change;
        }

        /** What reports of the assessment call it; empty where they say nothing of it. */
        public Optional<Change.Kind> change() {
            return change;
        }
    }
}
