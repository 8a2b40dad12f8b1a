package dev.atrest.writers;

import dev.atrest.model.Coverage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What was read of one account, part by part: a part is a type in a region. */
public final class AccountCoverage {

    public static final AccountCoverage NONE = new AccountCoverage();

    private long resources;
    private long complete;
    private long gaps;
    private final Map<Reason, Long> reasons = new HashMap<>();

    /** Why a part was not, or not fully, read; call and error are empty where the reason says all. */
    private record Reason(Optional<Coverage.Reason> reason, String call, String error) {

        static Reason of(Coverage row) {
            return row.reason().isPresent()
                    ? new Reason(row.reason(), "", "")
                    : new Reason(
                            Optional.empty(),
                            row.error().map(Coverage.Gap::call).orElse(""),
                            row.error().map(Coverage.Gap::error).orElse(""));
        }

        String in(Texts texts) {
            return reason.map(texts::of)
                    .orElseGet(() -> call.isEmpty()
                            ? texts.get("pdf.summary.notListed")
                            : texts.get("coverage.reason", call, error));
        }
    }

    /** By account id. */
    public static Map<String, AccountCoverage> of(AssessmentReport report) {
        var accounts = new TreeMap<String, AccountCoverage>();
        try (Stream<Coverage> coverage = report.coverage()) {
            coverage.forEachOrdered(row -> accounts.computeIfAbsent(row.accountId(), _ -> new AccountCoverage())
                    .add(row));
        }
        return accounts;
    }

    private void add(Coverage row) {
        resources += row.resources();
        if (row.status() == Coverage.Status.COMPLETE) {
            complete++;
        }
        if (row.status().gap()) {
            gaps++;
            reasons.merge(Reason.of(row), 1L, Long::sum);
        }
    }

    public long resources() {
        return resources;
    }

    /** Parts that were read completely. */
    public long complete() {
        return complete;
    }

    /** Parts that were not. */
    public long gaps() {
        return gaps;
    }

    /** Why, in words, that of the most parts first, each with the number of parts where there are several reasons. */
    public List<String> reasons(Texts texts) {
        return reasons.entrySet().stream()
                .sorted(Map.Entry.<Reason, Long>comparingByValue()
                        .reversed()
                        .thenComparing(entry -> entry.getKey().in(texts)))
                .map(entry -> reasons.size() == 1
                        ? entry.getKey().in(texts)
                        : texts.get(
                                "pdf.summary.reason",
                                entry.getValue(),
                                entry.getKey().in(texts)))
                .toList();
    }
}
