package dev.atrest.jobs.evaluate;

import dev.atrest.evaluators.Evaluation;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.StopRequest;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.FindingSlice;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.Statistics;
import dev.atrest.jobs.store.WaiverUseStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Reads the inventory in ARN order and applies every rule to every resource. The unit is a slice of the inventory: slices are
 * judged on all cores while others are written, in their order, and the last one that was written is the checkpoint.
 */
@Configuration(proxyBeanMethods = false)
public class EvaluateStep {

    /** Slices that are written in one transaction. */
    private static final int CHUNK = 8;

    @Bean
    Step evaluate(
            JobRepository repository,
            PlatformTransactionManager transactions,
            ItemStreamReader<FindingSlice> judgedSliceReader,
            ItemWriter<FindingSlice> findingWriter,
            AssessmentStore assessments,
            InventoryStore inventory,
            RuleCatalog catalog,
            WaiverUseStore waivers,
            Statistics statistics,
            Progress progress) {
        return new StepBuilder("evaluate", repository)
                .<FindingSlice, FindingSlice>chunk(CHUNK)
                .transactionManager(transactions)
                .reader(judgedSliceReader)
                .writer(findingWriter)
                .listener(statistics)
                .listener(new StepExecutionListener() {
                    @Override
                    public void beforeStep(StepExecution execution) {
                        waivers.note(
                                assessmentId(execution),
                                catalog.waiversOn(startOf(assessmentId(execution), assessments)));
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

    /** The day in UTC. */
    static LocalDate startOf(String assessmentId, AssessmentStore assessments) {
        return LocalDate.ofInstant(assessments.find(assessmentId).orElseThrow().startedAt(), ZoneOffset.UTC);
    }

    @Bean
    @StepScope
    ItemStreamReader<FindingSlice> judgedSliceReader(
            @Value("#{jobParameters['assessment']}") String assessmentId,
            RuleCatalog catalog,
            AssessmentStore assessments,
            InventoryStore inventory,
            FindingStore findings,
            @Value("${atrest.evaluate.slice}") int size) {
        var lookAhead = new LookAhead(inventory, assessmentId);
        Evaluation evaluation = evaluation(assessmentId, catalog, assessments, inventory, lookAhead);
        return new JudgedSliceReader(inventory, findings, assessmentId, size, evaluation, lookAhead);
    }

    /** Judges resources of a stored inventory, among what else was read in that assessment. */
    public static Evaluation evaluation(
            String assessmentId, RuleCatalog catalog, AssessmentStore assessments, InventoryStore inventory) {
        return evaluation(assessmentId, catalog, assessments, inventory, new LookAhead(inventory, assessmentId));
    }

    static Evaluation evaluation(
            String assessmentId,
            RuleCatalog catalog,
            AssessmentStore assessments,
            InventoryStore inventory,
            LookAhead lookAhead) {
        // Judged as of the assessment's start, so that a resumed or repeated evaluation comes to the same findings.
        Instant time = assessments.find(assessmentId).orElseThrow().startedAt();
        return new Evaluation(
                catalog,
                new StoredKeyDirectory(inventory, assessmentId),
                new StoredInventory(inventory, assessments, assessmentId, lookAhead),
                time);
    }

    @Bean
    @StepScope
    ItemWriter<FindingSlice> findingWriter(
            @Value("#{jobParameters['assessment']}") String assessmentId,
            FindingStore findings,
            StopRequest stop,
            Progress progress) {
        return chunk -> {
            stop.throwIfMade();
            findings.insert(assessmentId, chunk.getItems());
            progress.advance(
                    chunk.getItems().stream().mapToLong(FindingSlice::resources).sum());
        };
    }
}
