package dev.atrest.evaluators.policy;

/** Truth as far as the policy alone can tell it. */
public enum Verdict {
    TRUE,
    FALSE,
    /** The policy does not say: the answer rests on something outside of it, or on something unfamiliar in it. */
    UNKNOWN;

    static Verdict of(boolean value) {
        return value ? TRUE : FALSE;
    }

    Verdict not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }

    Verdict and(Verdict other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        return this == TRUE && other == TRUE ? TRUE : UNKNOWN;
    }

    Verdict or(Verdict other) {
        return not().and(other.not()).not();
    }
}
