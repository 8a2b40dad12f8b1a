package dev.atrest.model;

/**
 * What came of a waiver in an assessment.
 *
 * @param findings failures that it covers: WAIVED ones when it is in force, FAIL ones that it no longer, or not yet, covers
 *     otherwise
 */
public record WaiverUse(Waiver waiver, State state, long findings) {

    /** Whether a waiver is in force. */
    public enum State {
        IN_FORCE,
        /** Its last day is over: what it covered fails again. */
        EXPIRED,
        /** It was granted for more days than {@code settings.maxWaiverDays} allows, and is ignored. */
        TOO_LONG,
        /** Its first day is yet to come. */
        NOT_YET
    }

    /** Nothing fails that it could cover: it can be taken away, or is misspelt. */
    public boolean matchesNothing() {
        return findings == 0;
    }
}
