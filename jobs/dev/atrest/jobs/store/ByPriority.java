package dev.atrest.jobs.store;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows about items of the backlog, those of the highest priority first, then by the item's id; read a page at a time.
 *
 * <p>A stream of streams would not do: its iterator holds all rows of a priority at once.
 */
final class ByPriority<T> implements Iterator<T> {

    /** Reads the next rows of a priority. */
    interface Query<T> {

        /**
         * @param afterId of the item that was read last; empty for none
         * @return by id; fewer than a page when no more follow
         */
        List<T> rows(int priority, String afterId);
    }

    private final Iterator<Integer> priorities;
    private final int pageSize;
    private final Query<T> query;
    private final Function<T, String> id;
    private int priority;
    private List<T> page = List.of();
    private int next;

    private ByPriority(Iterator<Integer> priorities, int pageSize, Query<T> query, Function<T, String> id) {
        this.priorities = priorities;
        this.pageSize = pageSize;
        this.query = query;
        this.id = id;
    }

    static <T> Stream<T> stream(JdbcClient jdbc, int pageSize, Query<T> query, Function<T, String> id) {
        var rows = new ByPriority<>(priorities(jdbc).iterator(), pageSize, query, id);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    @Override
    public boolean hasNext() {
        while (next == page.size()) {
            String after = "";
            if (page.size() == pageSize) {
                after = id.apply(page.getLast());
            } else if (priorities.hasNext()) {
                priority = priorities.next();
            } else {
                return false;
            }
            page = query.rows(priority, after);
            next = 0;
        }
        return true;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.get(next++);
    }

    /** The priorities that items have, the highest first; each is one look into the index, however many items have it. */
    private static List<Integer> priorities(JdbcClient jdbc) {
        return Stream.iterate(
                        priorityAbove(jdbc, Integer.MIN_VALUE),
                        Optional::isPresent,
                        priority -> priorityAbove(jdbc, priority.orElseThrow()))
                .map(Optional::orElseThrow)
                .toList()
                .reversed();
    }

    private static Optional<Integer> priorityAbove(JdbcClient jdbc, int priority) {
        return jdbc.sql(
                        "select priority from backlog_item where priority > ? order by priority fetch first 1 rows only")
                .param(priority)
                .query(Integer.class)
                .optional();
    }
}
