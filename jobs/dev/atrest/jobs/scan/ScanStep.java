package dev.atrest.jobs.scan;

import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.AwsConnection;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.StopRequest;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.readers.AccountReader;
import java.util.List;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads AWS into the inventory: a partition an account; inside, listings, pages and facts are read at the same time. */
@Configuration(proxyBeanMethods = false)
public class ScanStep {

    @Bean
    Step scan(
            JobRepository repository,
            Partitioner accounts,
            @Qualifier("scanAccount") Step scanAccount,
            @Value("${atrest.scan.accounts-at-once}") int accountsAtOnce) {
        var executor = new SimpleAsyncTaskExecutor("account-");
        executor.setVirtualThreads(true);
        executor.setConcurrencyLimit(accountsAtOnce);
        return new StepBuilder("scan", repository)
                .partitioner("scanAccount", accounts)
                .step(scanAccount)
                .taskExecutor(executor)
                .build();
    }

    @Bean
    @StepScope
    Partitioner accounts(
            @Value("#{jobParameters['assessment']}") String assessmentId,
            AssessmentStore assessments,
            Progress progress) {
        return new AccountPartitioner(assessments, assessmentId, progress);
    }

    @Bean
    Step scanAccount(
            JobRepository repository,
            PlatformTransactionManager transactions,
            ItemStreamReader<List<Scanned>> lister,
            ItemWriter<List<Scanned>> inventoryWriter,
            StepExecutionListener accountLedger,
            Progress progress) {
        return new StepBuilder("scanAccount", repository)
                // The reader itself says which pages are written in one transaction.
                .<List<Scanned>, List<Scanned>>chunk(1)
                .transactionManager(transactions)
                .reader(lister)
                .writer(inventoryWriter)
                .listener(accountLedger)
                .listener(new StepExecutionListener() {
                    @Override
                    public org.springframework.batch.core.ExitStatus afterStep(StepExecution execution) {
                        progress.advance(1);
                        return execution.getExitStatus();
                    }
                })
                .build();
    }

    /** One account's clients, shared by its lister and describer and closed with the partition's step. */
    @Bean
    @Scope("step")
    AccountReader accountReader(
            @Value("#{jobParameters['assessment']}") String assessmentId,
            @Value("#{stepExecutionContext['accountId']}") String accountId,
            AssessmentStore assessments,
            AwsConnection connection) {
        return connection
                .session()
                .open(assessments.account(assessmentId, accountId).orElseThrow());
    }

    @Bean
    @StepScope
    ItemStreamReader<List<Scanned>> lister(
            @Value("#{jobParameters['assessment']}") String assessmentId,
            @Value("#{stepExecutionContext['accountId']}") String accountId,
            AccountReader reader,
            AssessmentRequest request,
            InventoryStore inventory,
            AssessmentStore assessments,
            @Value("${atrest.scan.pages-in-hand}") int pagesInHand,
            @Value("${atrest.scan.accounts-at-once}") int accountsAtOnce) {
        int accounts = Math.min(accountsAtOnce, assessments.accountCount(assessmentId));
        int share = Math.max(1, pagesInHand / Math.max(1, accounts));
        return new PageLister(reader, accountId, request.scope().types(), inventory, assessmentId, share);
    }

    @Bean
    @StepScope
    ItemWriter<List<Scanned>> inventoryWriter(
            @Value("#{jobParameters['assessment']}") String assessmentId,
            InventoryStore inventory,
            AccountReader reader,
            StopRequest stop) {
        return new InventoryWriter(inventory, assessmentId, reader, stop);
    }

    @Bean
    @StepScope
    StepExecutionListener accountLedger(
            @Value("#{jobParameters['assessment']}") String assessmentId,
            @Value("#{stepExecutionContext['accountId']}") String accountId,
            InventoryStore inventory,
            PlatformTransactionManager transactions,
            AccountReader reader) {
        return new AccountLedger(inventory, new TransactionTemplate(transactions), reader, assessmentId, accountId);
    }
}
