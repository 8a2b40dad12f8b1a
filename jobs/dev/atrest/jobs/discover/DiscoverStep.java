package dev.atrest.jobs.discover;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.AwsConnection;
import dev.atrest.jobs.StopRequest;
import dev.atrest.jobs.Version;
import dev.atrest.jobs.seal.RunDocuments;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.ListingState;
import dev.atrest.jobs.store.UnreadTally;
import dev.atrest.model.Account;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

/** Finds the accounts of the scope and records the assessment with them. */
@Configuration(proxyBeanMethods = false)
public class DiscoverStep {

    @Bean
    Step discover(
            JobRepository repository,
            PlatformTransactionManager transactions,
            @Qualifier("discoverAccounts") Tasklet discoverAccounts) {
        return new StepBuilder("discover", repository)
                .tasklet(discoverAccounts, transactions)
                .build();
    }

    @Bean
    @StepScope
    Tasklet discoverAccounts(
            @Value("#{jobParameters['assessment']}") String assessmentId,
            AwsConnection connection,
            AssessmentRequest request,
            RuleCatalog catalog,
            AssessmentStore assessments,
            InventoryStore inventory,
            RunDocuments documents,
            StopRequest stop) {
        return (contribution, context) -> {
            List<Account> accounts = connection.session().accounts();
            String caller = connection.session().caller();
            stop.throwIfMade();
            // A run that was killed before this step was marked as done has its row already.
            if (assessments.find(assessmentId).isEmpty()) {
                assessments.insert(new Assessment(
                        assessmentId,
                        Instant.now(),
                        Optional.empty(),
                        Optional.empty(),
                        request.scopeDigest(catalog.digest()),
                        request.scopeInWords(),
                        caller,
                        Version.current(),
                        catalog.digest()));
            }
            documents.keep(assessmentId);
            assessments.saveAccounts(assessmentId, accounts);
            accounts.stream()
                    .filter(account -> !account.active())
                    .flatMap(account -> request.scope().types().stream().map(type -> excluded(account, type)))
                    .forEach(row ->
                            inventory.save(assessmentId, new ListingState(row, Optional.empty(), UnreadTally.NONE)));
            return RepeatStatus.FINISHED;
        };
    }

    private static Coverage excluded(Account account, ResourceType type) {
        return Coverage.excluded(
                account.id(),
                Coverage.ALL_REGIONS,
                type,
                Coverage.Reason.ofAccount(account.status()),
                Optional.of(new Coverage.Gap("organizations:ListAccounts", account.status(), "account is not active")));
    }
}
