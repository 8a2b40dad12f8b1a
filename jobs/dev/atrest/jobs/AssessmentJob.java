package dev.atrest.jobs;

import dev.atrest.jobs.backlog.BacklogStep;
import dev.atrest.jobs.discover.DiscoverStep;
import dev.atrest.jobs.evaluate.EvaluateStep;
import dev.atrest.jobs.report.ReportStep;
import dev.atrest.jobs.scan.ScanStep;
import dev.atrest.jobs.seal.SealStep;
import dev.atrest.jobs.seal.SigningKeyCheck;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The job: discover accounts → scan each of them → evaluate what was read → reconcile the backlog → write the reports → seal.
 */
@Configuration(proxyBeanMethods = false)
@Import({DiscoverStep.class, ScanStep.class, EvaluateStep.class, BacklogStep.class, ReportStep.class, SealStep.class})
class AssessmentJob {

    @Bean
    Job assessment(
            JobRepository repository,
            AwsConnection connection,
            @Qualifier("discover") Step discover,
            @Qualifier("scan") Step scan,
            @Qualifier("evaluate") Step evaluate,
            @Qualifier("reconcile") Step reconcile,
            @Qualifier("report") Step report,
            SigningKeyCheck signingKey,
            @Qualifier("seal") Step seal) {
        return new JobBuilder(repository)
                .listener(connection)
                .listener(signingKey)
                .start(discover)
                .next(scan)
                .next(evaluate)
                .next(reconcile)
                .next(report)
                .next(seal)
                .build();
    }
}
