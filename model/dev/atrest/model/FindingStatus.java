package dev.atrest.model;

/** The result of one rule on one resource; a resource that the rule does not apply to has no finding. */
public enum FindingStatus {
    /** The rule is broken. */
    FAIL,
    /** A fact that the decision needs could not be read; the finding names the call and its error. */
    NOT_ASSESSED,
    /** The rule is broken and a dated waiver accepts that. */
    WAIVED,
    /** The rule is met. */
    PASS
}
