package dev.atrest.jobs.evaluate;

import dev.atrest.evaluators.Evaluation;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.StopRequest;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.model.Finding;
import dev.atrest.model.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JdbcPagingItemReader;
import org.springframework.batch.infrastructure.item.database.Order;
import org.springframework.batch.infrastructure.item.database.builder.JdbcPagingItemReaderBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Reads the inventory in ARN order and applies every rule to every resource. */
@Configuration(proxyBeanMethods = false)
public class EvaluateStep {

    @Bean
    Step evaluate(
            JobRepository repository,
            PlatformTransactionManager transactions,
            JdbcPagingItemReader<Resource> inventoryReader,
            ItemProcessor<Resource, List<Finding>> judge,
            ItemWriter<List<Finding>> findingWriter,
            AssessmentStore assessments,
            InventoryStore inventory,
            Progress progress,
            @Value("${atrest.evaluate.chunk}") int chunk) {
        return new StepBuilder("evaluate", repository)
                .<Resource, List<Finding>>chunk(chunk)
                .transactionManager(transactions)
                .reader(inventoryReader)
                .processor(judge)
                .writer(findingWriter)
                .listener(new StepExecutionListener() {
                    @Override
                    public void beforeStep(StepExecution execution) {
                        progress.begin("Evaluating", inventory.count(assessmentId(execution)), "resources");
                    }

                    @Override
                    public ExitStatus afterStep(StepExecution execution) {
                        if (execution.getStatus() == BatchStatus.COMPLETED) {
                            assessments.markEvaluated(assessmentId(execution), Instant.now());
                        }
                        return execution.getExitStatus();
                    }
                })
                .build();
    }

    private static String assessmentId(StepExecution execution) {
        return execution.getJobParameters().getString("assessment");
    }

    @Bean
    @StepScope
    JdbcPagingItemReader<Resource> inventoryReader(
            @Value("#{jobParameters['assessment']}") String assessmentId,
            DataSource dataSource,
            @Value("${atrest.evaluate.chunk}") int chunk)
            throws Exception {
        return new JdbcPagingItemReaderBuilder<Resource>()
                .name("inventory")
                .dataSource(dataSource)
                .selectClause("*")
                .fromClause("resource")
                .whereClause("assessment_id = :assessment")
                .parameterValues(Map.of("assessment", assessmentId))
                .sortKeys(Map.of("arn", Order.ASCENDING))
                .pageSize(chunk)
                .rowMapper((row, index) -> InventoryStore.resource(row))
                .build();
    }

    @Bean
    @StepScope
    ItemProcessor<Resource, List<Finding>> judge(
            @Value("#{jobParameters['assessment']}") String assessmentId,
            RuleCatalog catalog,
            AssessmentStore assessments,
            InventoryStore inventory) {
        return evaluation(assessmentId, catalog, assessments, inventory)::evaluate;
    }

    /** Judges resources of a stored inventory, among what else was read in that assessment. */
    public static Evaluation evaluation(
            String assessmentId, RuleCatalog catalog, AssessmentStore assessments, InventoryStore inventory) {
        // Judged as of the assessment's start, so that a resumed or repeated evaluation comes to the same findings.
        Instant time = assessments.find(assessmentId).orElseThrow().startedAt();
        return new Evaluation(
                catalog,
                new StoredKeyDirectory(inventory, assessmentId),
                new StoredInventory(inventory, assessments, assessmentId),
                time);
    }

    @Bean
    @StepScope
    ItemWriter<List<Finding>> findingWriter(
            @Value("#{jobParameters['assessment']}") String assessmentId,
            FindingStore findings,
            StopRequest stop,
            Progress progress) {
        return chunk -> {
            stop.throwIfMade();
            findings.insert(
                    assessmentId,
                    chunk.getItems().stream().<Finding>flatMap(List::stream).toList());
            progress.advance(chunk.size());
        };
    }
}
