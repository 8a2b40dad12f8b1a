package dev.atrest.writers.pdf;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.Severity;
import dev.atrest.writers.AssessmentReport;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The backlog in figures, gathered in one reading.
 *
 * @param today the day of the assessment, by which items are overdue
 * @param open items that someone has to act on
 * @param owners who has how many, those with the most overdue ones first
 * @param urgent the most urgent open items
 */
record BacklogFigures(LocalDate today, long open, long overdue, List<Owner> owners, List<BacklogItem> urgent) {

    private static final int MOST_URGENT = 40;
    /** Owners come from tags, of which there may be as many as resources: those beyond are counted as nobody's. */
    private static final int MOST_OWNERS = 10_000;

    /**
     * @param name empty for nobody in particular
     * @param severe open items of critical or high severity
     */
    record Owner(String name, long open, long overdue, long severe) {
        Owner plus(Owner other) {
            return new Owner(name, open + other.open, overdue + other.overdue, severe + other.severe);
        }
    }

    static BacklogFigures of(AssessmentReport report) {
        LocalDate today = LocalDate.ofInstant(report.summary().startedAt(), ZoneOffset.UTC);
        var urgent = new ArrayList<BacklogItem>();
        Map<String, Owner> owners = new HashMap<>();
        try (Stream<BacklogItem> backlog = report.backlog()) {
            backlog.filter(item -> item.state().open()).forEachOrdered(item -> {
                if (urgent.size() < MOST_URGENT) {
                    urgent.add(item);
                }
                String name = owners.containsKey(item.owner()) || owners.size() < MOST_OWNERS ? item.owner() : "";
                boolean severe = item.severity() == Severity.CRITICAL || item.severity() == Severity.HIGH;
                owners.merge(name, new Owner(name, 1, item.overdue(today) ? 1 : 0, severe ? 1 : 0), Owner::plus);
            });
        }
        List<Owner> sorted = owners.values().stream()
                .sorted(Comparator.comparingLong(Owner::overdue)
                        .thenComparingLong(Owner::open)
                        .reversed()
                        .thenComparing(Owner::name))
                .toList();
        return new BacklogFigures(
                today,
                sorted.stream().mapToLong(Owner::open).sum(),
                sorted.stream().mapToLong(Owner::overdue).sum(),
                sorted,
                List.copyOf(urgent));
    }
}
