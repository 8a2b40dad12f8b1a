package dev.atrest.jobs;

import dev.atrest.jobs.store.AssessmentStore;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The runs that were: those that ended without a word are settled, old ones deleted. */
@Component
public class RunHistory {

    private static final Set<BatchStatus> SETTLED =
            EnumSet.of(BatchStatus.COMPLETED, BatchStatus.STOPPED, BatchStatus.FAILED, BatchStatus.ABANDONED);

    private final JobRepository repository;
    private final Job job;
    private final AssessmentStore assessments;

    RunHistory(JobRepository repository, Job job, AssessmentStore assessments) {
        this.repository = repository;
        this.job = job;
        this.assessments = assessments;
    }

    /**
     * Marks as failed, and so as good to be restarted, what a killed process left as running and what a full disk left as
     * unknown. The caller holds the database, so nothing of it runs; and every step of ours can be repeated.
     */
    static void settle(JobRepository repository, JobInstance instance) {
        for (JobExecution execution : repository.getJobExecutions(instance)) {
            for (StepExecution step : execution.getStepExecutions()) {
                if (!SETTLED.contains(step.getStatus())) {
                    step.setStatus(BatchStatus.FAILED);
                    step.setEndTime(LocalDateTime.now());
                    repository.update(step);
                }
            }
            if (!SETTLED.contains(execution.getStatus())) {
                execution.setStatus(BatchStatus.FAILED);
                execution.setEndTime(LocalDateTime.now());
                repository.update(execution);
            }
        }
    }

    /** Deletes an assessment with all that was read and found, at once or not at all; its report files stay. */
    @Transactional
    public void delete(String assessmentId) {
        assessments.delete(assessmentId);
        JobInstance instance = repository.getJobInstance(
                job.getName(),
                new JobParametersBuilder()
                        .addString(AssessmentRun.ASSESSMENT, assessmentId)
                        .toJobParameters());
        if (instance != null) {
            repository.deleteJobInstance(instance);
        }
    }
}
