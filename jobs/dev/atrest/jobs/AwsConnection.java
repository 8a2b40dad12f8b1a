package dev.atrest.jobs;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.readers.AwsAccess;
import dev.atrest.readers.AwsSession;
import dev.atrest.readers.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.stereotype.Component;

/** Holds the connection to AWS while a job runs; its sessions carry the assessment's id, so that CloudTrail shows it. */
@Component
public class AwsConnection implements JobExecutionListener {

    private final AssessmentRequest request;
    private final RuleCatalog catalog;
    private @Nullable AwsSession session;

    AwsConnection(AssessmentRequest request, RuleCatalog catalog) {
        this.request = request;
        this.catalog = catalog;
    }

    @Override
    public void beforeJob(JobExecution execution) {
        String assessmentId = execution.getJobParameters().getString(AssessmentRun.ASSESSMENT);
        AwsAccess access = request.access().withSessionName("atrest-" + assessmentId);
        Scope scope = request.scope().withContextDays(catalog.settings().contextDays());
        session = request.credentials()
                .map(credentials -> AwsSession.connect(access, scope, credentials))
                .orElseGet(() -> AwsSession.connect(access, scope));
    }

    @Override
    public void afterJob(JobExecution execution) {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    /** The session of the job that runs. */
    public AwsSession session() {
        if (session == null) {
            throw new IllegalStateException("No job is running");
        }
        return session;
    }
}
