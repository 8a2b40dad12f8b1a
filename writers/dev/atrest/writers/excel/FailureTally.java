package dev.atrest.writers.excel;

import dev.atrest.model.Finding;
import dev.atrest.model.Severity;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Failures by account and severity, counted while they are written. */
final class FailureTally {

    private final Map<String, long[]> counts = new HashMap<>();

    /**
     * An account's failures.
     *
     * @param bySeverity in the order of the severities
     */
    record Row(String accountId, long[] bySeverity) {

        long total() {
            return LongStream.of(bySeverity).sum();
        }
    }

    void add(Finding failure) {
        counts.computeIfAbsent(failure.accountId(), account -> new long[Severity.values().length])[
                failure.severity().ordinal()]++;
    }

    /** The accounts with failures, those with the most first. */
    List<Row> rows() {
        return counts.entrySet().stream()
                .map(entry -> new Row(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Row::total).reversed().thenComparing(Row::accountId))
                .toList();
    }

    /** All these as one. */
    static long[] sum(List<Row> rows) {
        long[] sum = new long[Severity.values().length];
        rows.forEach(row -> {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row.bySeverity()[i];
            }
        });
        return sum;
    }
}
