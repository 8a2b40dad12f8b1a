package dev.atrest.jobs;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.readers.AccessException;
import dev.atrest.readers.AwsSession;
import dev.atrest.readers.Patience;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Holds the connection to AWS while a job runs; its sessions carry the assessment's id, so that CloudTrail shows it. */
@Component
public class AwsConnection implements JobExecutionListener {

    private final AssessmentRequest request;
    private final RuleCatalog catalog;
    private final AssessmentStore assessments;
    private final StopRequest stop;
    private final Patience patience;
    private final ObjectProvider<ConnectedAhead> ahead;
    private volatile @Nullable AwsSession session;

    /**
     * @param patience another than AWS deserves, if there is one
     * @param ahead the connection, if it is being made already
     */
    AwsConnection(
            AssessmentRequest request,
            RuleCatalog catalog,
            AssessmentStore assessments,
            StopRequest stop,
            ObjectProvider<Patience> patience,
            ObjectProvider<ConnectedAhead> ahead) {
        this.request = request;
        this.catalog = catalog;
        this.assessments = assessments;
        this.stop = stop;
        this.patience = patience.getIfAvailable(() -> Patience.OF_AWS);
        this.ahead = ahead;
        stop.onMade(this::breakOff);
    }

    @Override
    public void beforeJob(JobExecution execution) {
        String assessmentId = execution.getJobParameters().getString(AssessmentRun.ASSESSMENT);
        AwsSession connected = ahead.stream()
                .flatMap(connecting -> connecting.take().stream())
                .findFirst()
                .orElseGet(() -> request.connect(patience))
                .with("atrest-" + assessmentId, catalog.settings().contextDays());
        session = connected;
        stop.throwIfMade();
        assessments.find(assessmentId).ifPresent(interrupted -> requireSameAccount(interrupted, connected.caller()));
    }

    /** An assessment that another account's credentials began would be all gaps with these. */
    private static void requireSameAccount(Assessment interrupted, String caller) {
        if (!accountOf(interrupted.caller()).equals(accountOf(caller))) {
            throw new AccessException("Assessment " + interrupted.id() + " was begun by " + interrupted.caller()
                    + " and interrupted; go on with credentials of that account, or start anew with --new");
        }
    }

    /** {@code arn:PARTITION:SERVICE::ACCOUNT:…}. */
    private static String accountOf(String arn) {
        String[] parts = arn.split(":", 6);
        return parts.length == 6 ? parts[4] : arn;
    }

    /** Ends the calls under way; whoever waits for one is told that it failed. */
    private void breakOff() {
        AwsSession open = session;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void afterJob(JobExecution execution) {
        breakOff();
        session = null;
    }

    /** The session of the job that runs. */
    public AwsSession session() {
        AwsSession open = session;
        if (open == null) {
            throw new IllegalStateException("No job is running");
        }
        return open;
    }
}
