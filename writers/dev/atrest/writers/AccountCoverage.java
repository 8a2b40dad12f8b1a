package dev.atrest.writers;

import dev.atrest.model.Coverage;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was read of one account.
 *
 * @param complete parts (a type in a region) that were read completely
 * @param gaps parts that were not
 * @param firstGap the first gap
 */
public record AccountCoverage(long resources, long complete, long gaps, Optional<Coverage> firstGap) {

    public static final AccountCoverage NONE = new AccountCoverage(0, 0, 0, Optional.empty());

    /** By account id. */
    public static Map<String, AccountCoverage> of(AssessmentReport report) {
        var accounts = new TreeMap<String, AccountCoverage>();
        try (Stream<Coverage> coverage = report.coverage()) {
            coverage.forEachOrdered(row -> accounts.put(
                    row.accountId(),
                    accounts.getOrDefault(row.accountId(), NONE).plus(row)));
        }
        return accounts;
    }

    private AccountCoverage plus(Coverage row) {
        boolean gap = row.status().gap();
        return new AccountCoverage(
                resources + row.resources(),
                complete + (row.status() == Coverage.Status.COMPLETE ? 1 : 0),
                gaps + (gap ? 1 : 0),
                firstGap.isEmpty() && gap ? Optional.of(row) : firstGap);
    }
}
