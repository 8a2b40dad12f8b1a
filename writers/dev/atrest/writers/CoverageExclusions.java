package dev.atrest.writers;

import dev.atrest.model.Coverage;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What was out of scope: accounts that were not entered, and regions with the accounts that have not enabled them.
 *
 * @param accounts why each account was not entered, by account id
 * @param regions ids of the accounts in which a region is not enabled, by region
 */
public record CoverageExclusions(Map<String, Coverage.Reason> accounts, Map<String, Set<String>> regions) {

    public static CoverageExclusions of(AssessmentReport report) {
        var exclusions = new CoverageExclusions(new TreeMap<>(), new TreeMap<>());
        try (Stream<Coverage> coverage = report.coverage()) {
            coverage.filter(row -> row.status() == Coverage.Status.EXCLUDED).forEach(exclusions::add);
        }
        return exclusions;
    }

    private void add(Coverage row) {
        if (row.region().equals(Coverage.ALL_REGIONS)) {
            // Rows of earlier versions do not say why.
            accounts.put(row.accountId(), row.reason().orElse(Coverage.Reason.ACCOUNT_NOT_ACTIVE));
        } else {
            regions.computeIfAbsent(row.region(), _ -> new TreeSet<>()).add(row.accountId());
        }
    }

    public boolean isEmpty() {
        return accounts.isEmpty() && regions.isEmpty();
    }
}
