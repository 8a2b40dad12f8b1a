package dev.atrest.jobs.cli;

import dev.atrest.model.BacklogItem;
import dev.atrest.writers.VisibleText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Items of the backlog by the change that mends them, the change that takes most priority away first; an item that nothing mends
 * together with others is a change of its own. Each comes with its steps: commands, once where several items have the same.
 */
final class BacklogGroups {

    private static final int LONGEST_TITLE = 200;

    /** A change and what it mends. */
    private static final class Change {
        private final String title;
        private final List<String> items = new ArrayList<>(1);
        private double priority;

        private Change(String title) {
            this.title = title;
        }
    }

    /** What is to be done once, for these items, the most urgent first. */
    private record Step(List<BacklogItem> items) {

        BacklogItem first() {
            return items.getFirst();
        }
    }

    private final Map<String, Change> changes = new HashMap<>();
    private final Function<String, Optional<BacklogItem>> find;

    /**
     * @param items the most urgent first
     * @param find gives an item by its id
     */
    BacklogGroups(Stream<BacklogItem> items, Function<String, Optional<BacklogItem>> find) {
        this.find = find;
        items.forEach(item -> {
            Change change = item.group()
                    .map(group -> changes.computeIfAbsent("group " + group.key(), _ -> new Change(group.title())))
                    .orElseGet(
                            () -> changes.computeIfAbsent("item " + item.id(), _ -> new Change(cut(item.message()))));
            change.items.add(item.id());
            change.priority += item.priority().score();
        });
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TITLE ? text : text.substring(0, LONGEST_TITLE - 1) + "…";
    }

    private List<Change> mostUrgent(int limit) {
        Stream<Change> sorted = changes.values().stream()
                .sorted(Comparator.<Change>comparingDouble(change -> -change.priority)
                        .thenComparing(change -> change.title)
                        .thenComparing(change -> change.items.getFirst()));
        return (limit > 0 ? sorted.limit(limit) : sorted).toList();
    }

    private List<Step> steps(Change change) {
        Map<String, List<BacklogItem>> steps = change.items.stream()
                .flatMap(id -> find.apply(id).stream())
                .collect(Collectors.groupingBy(
                        item -> item.accountId() + "\n" + (item.command().isEmpty() ? item.id() : bare(item.command())),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return steps.values().stream().map(Step::new).toList();
    }

    /** Rules explain the same commands differently. */
    private static String bare(String command) {
        return command.lines()
                .filter(line -> !line.stripLeading().startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    void print(int limit, PrintWriter out) {
        List<Change> shown = mostUrgent(limit);
        if (!shown.isEmpty()) {
            out.printf("%10s %6s  %s%n", "PRIORITIES", "ITEMS", "CHANGE");
        }
        for (Change change : shown) {
            out.printf(Locale.ROOT, "%10.1f %6d  %s%n", change.priority, change.items.size(), oneLine(change.title));
            for (Step step : steps(change)) {
                print(step, out);
            }
            out.println();
        }
        if (shown.size() < changes.size()) {
            out.println("There are " + (changes.size() - shown.size()) + " more changes; --limit 0 lists all.");
        }
    }

    /** To be pasted into a shell, for which only the commands are not comments. */
    private static void print(Step step, PrintWriter out) {
        BacklogItem first = step.first();
        out.println();
        for (BacklogItem item : step.items()) {
            out.println("# " + item.id() + ": " + oneLine(item.message()));
        }
        out.println("# Account " + first.accountId() + ": " + oneLine(first.remediation()));
        if (!first.command().isEmpty()) {
            out.println(first.command().strip());
        }
    }

    private static String oneLine(String text) {
        return VisibleText.of(text).replace("\n", " ").replace("\t", " ").strip();
    }

    void printLines(int limit, PrintWriter out) {
        var json = JsonMapper.builder().build();
        for (Change change : mostUrgent(limit)) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("change", change.title);
            fields.put("items", change.items.size());
            fields.put("priorities", change.priority);
            fields.put(
                    "steps", steps(change).stream().map(BacklogGroups::fields).toList());
            out.println(json.writeValueAsString(fields));
        }
    }

    private static Map<String, Object> fields(Step step) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("items", step.items().stream().map(BacklogItem::id).toList());
        fields.put("messages", step.items().stream().map(BacklogItem::message).toList());
        fields.put("accountId", step.first().accountId());
        fields.put("remediation", step.first().remediation());
        fields.put("command", step.first().command());
        return fields;
    }
}
