package dev.atrest.jobs;

/** An assessment was stopped before its end, as somebody wished; it can be resumed. */
public final class AssessmentStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AssessmentStopped(String assessmentId) {
        super("Assessment " + assessmentId + " was stopped; the same command goes on where it was");
    }
}
