package dev.atrest.jobs.store;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.Severity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which items of the backlog are meant; an empty set means any.
 *
 * @param rules rule ids
 * @param owners compared as they are
 * @param overdueOn only items that are open and due before this day
 */
public record BacklogFilter(
        Set<String> accounts,
        Set<String> regions,
        Set<Severity> severities,
        Set<String> rules,
        Set<String> owners,
        Set<BacklogItem.State> states,
        Optional<LocalDate> overdueOn) {

    /** Every item that there ever was. */
    public static final BacklogFilter ALL =
            new BacklogFilter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty());

    /** Open and waived items. */
    public static final BacklogFilter NOT_CLOSED = new BacklogFilter(
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(
                    BacklogItem.State.OPENED,
                    BacklogItem.State.REOPENED,
                    BacklogItem.State.STILL_OPEN,
                    BacklogItem.State.UNKNOWN,
                    BacklogItem.State.WAIVED),
            Optional.empty());

    /** All that SQL can say of it, over the table {@code i}; what is open more exactly is told by {@link #test}. */
    Condition condition() {
        var parts = new ArrayList<String>();
        var values = new ArrayList<Object>();
        in("i.account_id", accounts, parts, values);
        in("i.region", regions, parts, values);
        in("i.severity", severities.stream().map(Enum::ordinal).toList(), parts, values);
        in("i.rule_id", rules, parts, values);
        in("i.owner", owners, parts, values);
        in(
                "i.state",
                states.stream().map(BacklogFilter::stored).map(Enum::name).collect(Collectors.toSet()),
                parts,
                values);
        overdueOn.ifPresent(today -> {
            parts.add("i.state in ('OPEN', 'UNKNOWN') and i.due_on < ?");
            values.add(today);
        });
        return new Condition(parts.isEmpty() ? "1 = 1" : String.join(" and ", parts), List.copyOf(values));
    }

    private static void in(String column, Collection<?> allowed, List<String> parts, List<Object> values) {
        if (!allowed.isEmpty()) {
            parts.add(column + " in (" + "?, ".repeat(allowed.size() - 1) + "?)");
            values.addAll(allowed);
        }
    }

    private static Standing.State stored(BacklogItem.State state) {
        return switch (state) {
            case OPENED, REOPENED, STILL_OPEN -> Standing.State.OPEN;
            case UNKNOWN -> Standing.State.UNKNOWN;
            case WAIVED -> Standing.State.WAIVED;
            case RESOLVED -> Standing.State.RESOLVED;
            case GONE -> Standing.State.GONE;
        };
    }

    /** Whether an item that meets the condition is meant. */
    boolean test(StoredItem item) {
        return states.isEmpty() || states.contains(item.state());
    }

    /** @param values of its question marks */
    record Condition(String sql, List<Object> values) {}
}
