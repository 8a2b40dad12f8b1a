package dev.atrest.jobs;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.report.ReportFactory;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.ReportFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
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
    private final StopRequest stop;
    private volatile @Nullable String running;

    AssessmentRun(
            AssessmentRequest request,
            RuleCatalog catalog,
            AssessmentStore assessments,
            ReportFactory reports,
            JobOperator operator,
            JobRepository repository,
            Job job,
            StopRequest stop) {
        this.request = request;
        this.catalog = catalog;
        this.assessments = assessments;
        this.reports = reports;
        this.operator = operator;
        this.repository = repository;
        this.job = job;
        this.stop = stop;
    }

    /**
     * A finished assessment.
     *
     * @param folder holds its reports
     */
    public record Outcome(AssessmentReport report, Path folder) {

        /** Where the reports are, or that somebody has taken them away since. */
        public String whereabouts() {
            return (Files.isDirectory(folder) ? "reports in " : "the reports are no longer in ") + folder;
        }
    }

    /** The interrupted assessment of the same scope to go on with: what was read longer ago says too little of today. */
    public Optional<Assessment> interrupted() {
        return assessments.interrupted(request.scopeDigest(catalog.digest())).filter(AssessmentRun::stillGood);
    }

    /** Whether an unfinished assessment is of the scope and the rules that are asked for now, and of these days. */
    boolean resumable(Assessment unfinished) {
        return askedFor(unfinished) && stillGood(unfinished);
    }

    /** Whether an assessment is of the scope and the rules that are asked for now, with reports in the same folder. */
    boolean askedFor(Assessment assessment) {
        return assessment.scopeDigest().equals(request.scopeDigest(catalog.digest()));
    }

    private static boolean stillGood(Assessment assessment) {
        return assessment.startedAt().isAfter(Instant.now().minus(STILL_GOOD));
    }

    /**
     * Runs an assessment to its end.
     *
     * @param interrupted goes on with this one; a new one starts if it is empty
     * @throws AssessmentFailed when it could not be brought to its end; it can be resumed
     * @throws AssessmentStopped when somebody wished it to stop; it can be resumed
     */
    public Outcome run(Optional<Assessment> interrupted) {
        return run(interrupted.map(Assessment::id).orElseGet(this::newId));
    }

    /**
     * Runs the assessment of this id to its end: goes on with it if it was begun.
     *
     * @throws AssessmentFailed when it could not be brought to its end; it can be resumed
     * @throws AssessmentStopped when somebody wished it to stop; it can be resumed
     */
    public Outcome run(String id) {
        running = id;
        JobExecution execution =
                execute(new JobParametersBuilder().addString(ASSESSMENT, id).toJobParameters());
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return outcome(id);
        }
        if (stop.made()) {
            execution.setStatus(BatchStatus.STOPPED);
            execution.setExitStatus(ExitStatus.STOPPED);
            repository.update(execution);
            throw new AssessmentStopped(id);
        }
        throw new AssessmentFailed(id, execution);
    }

    /** What a finished assessment came to. */
    public Outcome outcome(String id) {
        return new Outcome(reports.of(id, request.reports().frameworks()), folder(id));
    }

    private Path folder(String id) {
        return request.reports().folder().resolve(id);
    }

    /** Wishes that the run stops; whoever called {@link #run} is told when it has. */
    public void stop() {
        stop.make();
    }

    /**
     * Leaves no half-written report behind, for a process that ends at once and does not wait for the run. The database needs
     * no such care: what is not committed is not there.
     */
    void abandon() {
        String id = running;
        if (id != null) {
            ReportFiles.deleteUnfinished(folder(id));
        }
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
                forgetStillborn(parameters);
                return operator.start(job, parameters);
            }
            RunHistory.settle(repository, last.getJobInstance());
            return operator.restart(last);
        } catch (org.springframework.batch.core.job.JobExecutionException e) {
            throw new IllegalStateException("The assessment cannot be started: " + e.getMessage(), e);
        }
    }

    /** A process that was killed in the moment of its start has left an instance that never ran. */
    private void forgetStillborn(JobParameters parameters) {
        JobInstance stillborn = repository.getJobInstance(job.getName(), parameters);
        if (stillborn != null) {
            repository.deleteJobInstance(stillborn);
        }
    }
}
