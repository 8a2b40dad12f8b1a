package dev.atrest.jobs.scan;

import dev.atrest.jobs.Progress;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.model.Account;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** One partition an active account of the scope. */
record AccountPartitioner(AssessmentStore assessments, String assessmentId, Progress progress) implements Partitioner {

    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        Map<String, ExecutionContext> partitions = assessments.accounts(assessmentId).stream()
                .filter(Account::active)
                .collect(Collectors.toMap(Account::id, AccountPartitioner::context));
        progress.begin("Scanning", partitions.size(), "accounts");
        return partitions;
    }

    private static ExecutionContext context(Account account) {
        var context = new ExecutionContext();
        context.putString("accountId", account.id());
        return context;
    }
}
