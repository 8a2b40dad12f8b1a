package dev.atrest.jobs.cli;

import dev.atrest.model.BacklogItem;
import dev.atrest.writers.VisibleText;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Items of the backlog by the change that mends them; what is mended on its own is counted beside. */
final class BacklogGroups {

    /** A change and what it mends. */
    private static final class Change {
        private final String title;
        private long items;
        private double priority;

        private Change(String title) {
            this.title = title;
        }
    }

    private final Map<String, Change> changes = new HashMap<>();
    private long alone;

    BacklogGroups(Stream<BacklogItem> items) {
        items.forEach(item -> item.group()
                .ifPresentOrElse(
                        group -> {
                            Change change = changes.computeIfAbsent(group.key(), _ -> new Change(group.title()));
                            change.items++;
                            change.priority += item.priority().score();
                        },
                        () -> alone++));
    }

    boolean isEmpty() {
        return changes.isEmpty() && alone == 0;
    }

    private List<Change> mostUrgent(int limit) {
        Stream<Change> sorted = changes.values().stream()
                .sorted(Comparator.<Change>comparingDouble(change -> -change.priority)
                        .thenComparing(change -> change.title));
        return (limit > 0 ? sorted.limit(limit) : sorted).toList();
    }

    void print(int limit, PrintWriter out) {
        List<Change> shown = mostUrgent(limit);
        if (!shown.isEmpty()) {
            out.printf("%10s %6s  %s%n", "PRIORITIES", "ITEMS", "CHANGE");
        }
        for (Change change : shown) {
            out.printf(
                    "%10.1f %6d  %s%n",
                    change.priority, change.items, VisibleText.of(change.title).replace("\n", " "));
        }
        if (shown.size() < changes.size()) {
            out.println("There are " + (changes.size() - shown.size()) + " more changes; --limit 0 lists all.");
        }
        if (alone > 0) {
            out.println(alone + " more items are mended each on its own.");
        }
    }

    void printLines(int limit, PrintWriter out) {
        var json = JsonMapper.builder().build();
        for (Change change : mostUrgent(limit)) {
            out.println(json.writeValueAsString(
                    Map.of("change", change.title, "items", change.items, "priorities", change.priority)));
        }
    }
}
