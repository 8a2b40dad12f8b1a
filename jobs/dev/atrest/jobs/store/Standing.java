package dev.atrest.jobs.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Where an item of the backlog stands, and how it came there. What an assessment saw gives the next standing; the same one when
 * nothing has become other.
 *
 * @param dueOn by when it is to be resolved, counted from when it was opened
 * @param firstSeenAt start of the assessment that saw it failing first
 * @param openedAt the same, or when it was seen failing again after it had been closed
 * @param seenAt start of the last assessment that saw it failing, under a waiver or not
 * @param closedAt start of the assessment that saw it closed; kept while a waived item cannot be assessed
 * @param reopened how often it was opened again
 * @param changedAt start of the assessment that the item was last written for
 */
public record Standing(
        State state,
        LocalDate dueOn,
        Instant firstSeenAt,
        Instant openedAt,
        Instant seenAt,
        Optional<Instant> closedAt,
        int reopened,
        Instant changedAt) {

    /** Where an item can stand. */
    public enum State {
        OPEN,
        /** Was open or waived, and could not be assessed. */
        UNKNOWN,
        WAIVED,
        RESOLVED,
        GONE;

        /** Seen closed for good: what cannot be assessed now stays so. */
        boolean closed() {
            return this == RESOLVED || this == GONE;
        }
    }

    /** Tells until when what was opened then is to be resolved. */
    @FunctionalInterface
    public interface DueDate {
        LocalDate after(Instant openedAt);
    }

    /** Of what is seen failing for the first time. */
    public static Standing opened(Instant at, DueDate due) {
        return new Standing(State.OPEN, due.after(at), at, at, at, Optional.empty(), 0, at);
    }

    /** Of what fails when it is seen for the first time, and is accepted. */
    public static Standing waivedFromTheFirst(Instant at, DueDate due) {
        return new Standing(State.WAIVED, due.after(at), at, at, at, Optional.of(at), 0, at);
    }

    /** Whether it was closed, so that a failure opens it again. A waived item that could not be assessed stays closed. */
    public boolean reopens() {
        return closedAt.isPresent();
    }

    /** Seen failing. */
    public Standing failing(Instant at, DueDate due) {
        if (reopens()) {
            return new Standing(State.OPEN, due.after(at), firstSeenAt, at, at, Optional.empty(), reopened + 1, at);
        }
        LocalDate dueNow = due.after(openedAt);
        return state == State.OPEN && dueNow.equals(dueOn)
                ? this
                : new Standing(State.OPEN, dueNow, firstSeenAt, openedAt, at, Optional.empty(), reopened, at);
    }

    /** Seen failing, and accepted. */
    public Standing waived(Instant at) {
        return state == State.WAIVED
                ? this
                : new Standing(
                        State.WAIVED,
                        dueOn,
                        firstSeenAt,
                        openedAt,
                        at,
                        Optional.of(state == State.UNKNOWN ? closedAt.orElse(at) : at),
                        reopened,
                        at);
    }

    /** Seen passing, or no longer demanded. */
    public Standing resolved(Instant at) {
        return state.closed() ? this : closed(State.RESOLVED, at);
    }

    /** The resource is no longer there. */
    public Standing gone(Instant at) {
        return state.closed() ? this : closed(State.GONE, at);
    }

    private Standing closed(State to, Instant at) {
        return new Standing(to, dueOn, firstSeenAt, openedAt, seenAt, Optional.of(at), reopened, at);
    }

    /** Looked for, and not assessed. */
    public Standing unknown(Instant at) {
        return state.closed() || state == State.UNKNOWN
                ? this
                : new Standing(State.UNKNOWN, dueOn, firstSeenAt, openedAt, seenAt, closedAt, reopened, at);
    }

    /** The same, written for an assessment that saw it failing. */
    public Standing writtenFor(Instant assessment) {
        return new Standing(state, dueOn, firstSeenAt, openedAt, assessment, closedAt, reopened, assessment);
    }

    /** The same, as it was told before later assessments saw it failing once more. */
    public Standing asSeenUntil(Instant then) {
        return seenAt.isAfter(then)
                ? new Standing(state, dueOn, firstSeenAt, openedAt, then, closedAt, reopened, changedAt)
                : this;
    }
}
