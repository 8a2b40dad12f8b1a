package dev.atrest.jobs.report;

import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.StopRequest;
import dev.atrest.jobs.seal.ReportedFindings;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.Statistics;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.FindingsJsonLines;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.ReportWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Writes the reports from the database. */
@Configuration(proxyBeanMethods = false)
public class ReportStep {

    @Bean
    Step report(
            JobRepository repository,
            PlatformTransactionManager transactions,
            @Qualifier("writeReports") Tasklet writeReports,
            Statistics statistics) {
        return new StepBuilder("report", repository)
                .tasklet(writeReports, transactions)
                .listener(statistics)
                .build();
    }

    @Bean
    @StepScope
    Tasklet writeReports(
            @Value("#{jobParameters['assessment']}") String assessmentId,
            AssessmentRequest request,
            ReportFactory reports,
            ReportFormats formats,
            AssessmentStore assessments,
            ReportedFindings reported,
            StopRequest stop,
            Progress progress) {
        return (contribution, context) -> {
            // A run that was killed just after its evaluation has not noted the time of it.
            if (assessments.find(assessmentId).orElseThrow().evaluatedAt().isEmpty()) {
                assessments.markEvaluated(assessmentId, Instant.now());
            }
            AssessmentReport report = reports.of(assessmentId, request.reports().frameworks());
            progress.begin("Writing reports", formats.writers().size(), "files");
            List<ReportWriter> writers = formats.writers().stream()
                    .map(writer -> noted(writer, assessmentId, reported))
                    .sorted(Comparator.comparingInt(ReportWriter::effort).reversed())
                    .toList();
            writeAll(report, writers, request.reports().folder().resolve(assessmentId), stop, progress);
            return RepeatStatus.FINISHED;
        };
    }

    /** The seal goes by what is reported. */
    private static ReportWriter noted(ReportWriter writer, String assessmentId, ReportedFindings reported) {
        return writer instanceof FindingsJsonLines
                ? new FindingsJsonLines(digest -> reported.note(assessmentId, digest))
                : writer;
    }

    /** Writes as many files at the same time as there are processors: each that is being written takes memory. */
    private static void writeAll(
            AssessmentReport report, List<ReportWriter> writers, Path folder, StopRequest stop, Progress progress)
            throws Exception {
        int atOnce = Runtime.getRuntime().availableProcessors();
        try (var executor = Executors.newFixedThreadPool(atOnce)) {
            List<Future<List<Path>>> files = writers.stream()
                    .map(writer -> executor.submit(() -> {
                        stop.throwIfMade();
                        List<Path> written = ReportFiles.write(report, List.of(writer), folder);
                        progress.advance(1);
                        return written;
                    }))
                    .toList();
            for (Future<List<Path>> file : files) {
                result(file);
            }
        }
    }

    private static void result(Future<List<Path>> file) throws Exception {
        try {
            file.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
