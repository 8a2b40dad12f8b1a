package dev.atrest.jobs.report;

import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.StopRequest;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.ReportWriter;
import java.time.Instant;
import java.util.List;
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
            @Qualifier("writeReports") Tasklet writeReports) {
        return new StepBuilder("report", repository)
                .tasklet(writeReports, transactions)
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
            StopRequest stop,
            Progress progress) {
        return (contribution, context) -> {
            // A run that was killed just after its evaluation has not noted the time of it.
            if (assessments.find(assessmentId).orElseThrow().evaluatedAt().isEmpty()) {
                assessments.markEvaluated(assessmentId, Instant.now());
            }
            AssessmentReport report = reports.of(assessmentId, request.frameworks());
            progress.begin("Writing reports", formats.writers().size(), "files");
            for (ReportWriter writer : formats.writers()) {
                stop.throwIfMade();
                ReportFiles.write(
                        report, List.of(writer), request.outputDirectory().resolve(assessmentId));
                progress.advance(1);
            }
            assessments.markFinished(assessmentId, Instant.now());
            return RepeatStatus.FINISHED;
        };
    }
}
