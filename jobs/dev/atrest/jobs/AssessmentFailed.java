package dev.atrest.jobs;

import org.springframework.batch.core.job.JobExecution;

/** An assessment did not come to its end. */
public final class AssessmentFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AssessmentFailed(String assessmentId, JobExecution execution) {
        super("Assessment " + assessmentId + " ended as " + execution.getStatus());
        execution.getAllFailureExceptions().forEach(this::addSuppressed);
    }
}
