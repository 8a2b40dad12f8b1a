package dev.atrest.jobs.backlog;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AwsConnection;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.StopRequest;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.LookStore;
import dev.atrest.jobs.store.Statistics;
import dev.atrest.model.Account;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Reconciles the backlog with the findings. Each turn of the tasklet is a slice and a transaction; the checkpoint is in the
 * database, in the same transaction. Several slices a transaction would outgrow what H2 holds in memory of one: it wrote half as
 * much again.
 */
@Configuration(proxyBeanMethods = false)
public class BacklogStep {

    @Bean
    Step reconcile(
            JobRepository repository,
            PlatformTransactionManager transactions,
            @Qualifier("reconcileBacklog") Tasklet reconcileBacklog,
            Statistics statistics) {
        return new StepBuilder("backlog", repository)
                .tasklet(reconcileBacklog, transactions)
                .listener(statistics)
                .build();
    }

    @Bean
    @StepScope
    Tasklet reconcileBacklog(
            @Value("#{jobParameters['assessment']}") String assessmentId,
            AwsConnection connection,
            RuleCatalog catalog,
            AssessmentStore assessments,
            FindingStore findings,
            LookStore looks,
            Reconciler reconciler,
            StopRequest stop,
            Progress progress) {
        Map<String, Account> accounts =
                assessments.accounts(assessmentId).stream().collect(Collectors.toMap(Account::id, Function.identity()));
        Function<String, Set<String>> regions = id -> {
            Account account = accounts.get(id);
            return account == null ? Set.of() : connection.session().regions(account);
        };
        var turns = reconciler.begin(assessmentId, catalog, regions);
        // What lies behind the last slice is one more.
        int slices = findings.checkpoint(assessmentId).nextSlice() + 1;
        progress.begin(
                "Updating the backlog",
                Math.max(0, slices - looks.progress(assessmentId).nextSlice()),
                "slices");
        return new ReconcileBacklog(turns, stop, progress);
    }

    /** Closed with the scope of the step. */
    private record ReconcileBacklog(Reconciler.Turns turns, StopRequest stop, Progress progress)
            implements Tasklet, AutoCloseable {

        @Override
        public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
            stop.throwIfMade();
            boolean more = turns.next();
            progress.advance(1);
            return RepeatStatus.continueIf(more);
        }

        @Override
        public void close() {
            turns.close();
        }
    }
}
