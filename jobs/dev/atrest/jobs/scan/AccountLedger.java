package dev.atrest.jobs.scan;

import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.ListingState;
import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.AccountReader;
import dev.atrest.readers.Listing;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.support.TransactionOperations;

/** Closes the coverage ledger of an account when its scan has ended: the last calls, and what all rows say together. */
final class AccountLedger implements StepExecutionListener {

    private final InventoryStore inventory;
    private final TransactionOperations transactions;
    private final AccountReader reader;
    private final String assessmentId;
    private final String accountId;

    AccountLedger(
            InventoryStore inventory,
            TransactionOperations transactions,
            AccountReader reader,
            String assessmentId,
            String accountId) {
        this.inventory = inventory;
        this.transactions = transactions;
        this.reader = reader;
        this.assessmentId = assessmentId;
        this.accountId = accountId;
    }

    @Override
    public ExitStatus afterStep(StepExecution execution) {
        transactions.executeWithoutResult(_ -> close());
        return execution.getExitStatus();
    }

    private void close() {
        List<Coverage> rows = rows();
        reader.takeCalls().forEach((listing, calls) -> nearest(rows, listing).ifPresent(row -> add(row, calls)));
        closedByPolicy(rows()).forEach(this::markClosed);
    }

    private List<Coverage> rows() {
        return inventory.listings(assessmentId, accountId).stream()
                .map(ListingState::coverage)
                .toList();
    }

    private void add(Coverage row, Calls calls) {
        inventory.addCalls(assessmentId, accountId, row.region(), row.type(), calls);
    }

    /** The listing's own row; else that of the account's settings; else any, so that no call is lost. */
    private static Optional<Coverage> nearest(List<Coverage> rows, Listing listing) {
        return rows.stream()
                .filter(row -> row.status() != Coverage.Status.EXCLUDED)
                .min(Comparator.comparing((Coverage row) -> !isOf(row, listing))
                        .thenComparing(row -> row.type() != ResourceType.ACCOUNT_SETTINGS)
                        .thenComparing(Coverage::region)
                        .thenComparing(Coverage::type));
    }

    private static boolean isOf(Coverage row, Listing listing) {
        return row.region().equals(listing.region()) && row.type() == listing.type();
    }

    /** The rows of regions in which a service control policy denied every call of every service. */
    private static List<Coverage> closedByPolicy(List<Coverage> rows) {
        Map<String, List<Coverage>> byRegion = rows.stream()
                .filter(row -> !Set.of(Coverage.GLOBAL, Coverage.ALL_REGIONS).contains(row.region()))
                .collect(Collectors.groupingBy(Coverage::region));
        return byRegion.values().stream()
                .filter(region -> region.stream()
                        .map(Coverage::calls)
                        .reduce(Calls.NONE, Calls::plus)
                        .allRefusedByPolicy())
                .flatMap(List::stream)
                .filter(row -> row.status() == Coverage.Status.DENIED || row.status() == Coverage.Status.PARTIAL)
                .toList();
    }

    private void markClosed(Coverage row) {
        inventory.listing(assessmentId, accountId, row.region(), row.type()).ifPresent(state -> {
            Coverage coverage = state.coverage();
            var closed = new Coverage(
                    coverage.accountId(),
                    coverage.region(),
                    coverage.type(),
                    Coverage.Status.DENIED,
                    coverage.resources(),
                    coverage.unreadFacts(),
                    coverage.error(),
                    Optional.of(Coverage.Reason.SERVICE_CONTROL_POLICY),
                    coverage.calls());
            inventory.save(assessmentId, new ListingState(closed, state.nextToken(), state.unread()));
        });
    }
}
