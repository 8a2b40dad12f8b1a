package dev.atrest.jobs;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.report.ReportFactory;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.writers.AssessmentReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.stereotype.Component;

/** Starts an assessment, or goes on with one of the same scope that was interrupted. */
@Component
public class AssessmentRun {

    /** Name of the job's only identifying parameter: the assessment's id. */
    static final String ASSESSMENT = "assessment";

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final Duration STILL_GOOD = Duration.ofHours(24);

    private final AssessmentRequest request;
    private final RuleCatalog catalog;
    private final AssessmentStore assessments;
    private final ReportFactory reports;
    private final JobOperator operator;
    private final JobRepository repository;
    private final Job job;

    AssessmentRun(
            AssessmentRequest request,
            RuleCatalog catalog,
            AssessmentStore assessments,
            ReportFactory reports,
            JobOperator operator,
            JobRepository repository,
            Job job) {
        this.request = request;
        this.catalog = catalog;
        this.assessments = assessments;
        this.reports = reports;
        this.operator = operator;
        this.repository = repository;
        this.job = job;
    }

    /**
     * A finished assessment.
     *
     * @param folder holds its reports
     */
    public record Outcome(AssessmentReport report, Path folder) {}

    /** The interrupted assessment of the same scope to go on with: what was read longer ago says too little of today. */
    public Optional<Assessment> interrupted() {
        return assessments
                .interrupted(request.scopeDigest(catalog.digest()))
                .filter(assessment ->
                        assessment.startedAt().isAfter(Instant.now().minus(STILL_GOOD)));
    }

    /**
     * Runs an assessment to its end.
     *
     * @param interrupted goes on with this one; a new one starts if it is empty
     * @throws AssessmentFailed when it could not be brought to its end; it can be resumed
     */
    public Outcome run(Optional<Assessment> interrupted) {
        String id = interrupted.map(Assessment::id).orElseGet(this::newId);
        JobExecution execution =
                execute(new JobParametersBuilder().addString(ASSESSMENT, id).toJobParameters());
        if (execution.getStatus() != BatchStatus.COMPLETED) {
            throw new AssessmentFailed(id, execution);
        }
        return new Outcome(
                reports.of(id, request.frameworks()), request.outputDirectory().resolve(id));
    }

    /** The start in UTC; where that is taken, the next free second. */
    private String newId() {
        Instant start = Instant.now();
        while (assessments.find(ID.format(start)).isPresent()) {
            start = start.plusSeconds(1);
        }
        return ID.format(start);
    }

    private JobExecution execute(JobParameters parameters) {
        try {
            JobExecution last = repository.getLastJobExecution(job.getName(), parameters);
            if (last == null) {
                return operator.start(job, parameters);
            }
            // A killed process leaves its execution marked as running.
            return operator.restart(last.isRunning() ? operator.recover(last) : last);
        } catch (org.springframework.batch.core.job.JobExecutionException e) {
            throw new IllegalStateException("The assessment cannot be started: " + e.getMessage(), e);
        }
    }
}
