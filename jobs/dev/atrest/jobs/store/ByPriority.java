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
 * Rows about items of the backlog, those of the highest priority first, then by rule and ARN; read a page at a time.
 *
 * <p>A stream of streams would not do: its iterator holds all rows of an inner stream at once.
 */
final class ByPriority<T> implements Iterator<T> {

    /** What the items have in common that are read one after another. */
    record Key(int priority, String ruleId) {}

    /** Reads the next rows of a key. */
    interface Query<T> {

        /**
         * @param afterArn of the item that was read last; empty for none
         * @return by ARN; fewer than a page when no more follow
         */
        List<T> rows(Key key, String afterArn);
    }

    private final Iterator<Key> keys;
    private final int pageSize;
    private final Query<T> query;
    private final Function<T, StoredItem> item;
    private Key key = new Key(0, "");
    private List<T> page = List.of();
    private int next;

    private ByPriority(Iterator<Key> keys, int pageSize, Query<T> query, Function<T, StoredItem> item) {
        this.keys = keys;
        this.pageSize = pageSize;
        this.query = query;
        this.item = item;
    }

    static <T> Stream<T> stream(JdbcClient jdbc, int pageSize, Query<T> query, Function<T, StoredItem> item) {
        var rows = new ByPriority<>(keys(jdbc).iterator(), pageSize, query, item);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    @Override
    public boolean hasNext() {
        while (next == page.size()) {
            String after = "";
            if (page.size() == pageSize) {
                after = item.apply(page.getLast()).subject().arn();
            } else if (keys.hasNext()) {
                key = keys.next();
            } else {
                return false;
            }
            page = query.rows(key, after);
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

    /** The keys that items have, the highest priority first; each is one look into the index, however many items have it. */
    private static List<Key> keys(JdbcClient jdbc) {
        return priorities(jdbc).stream()
                .flatMap(priority -> ascending(
                                after -> jdbc.sql("select rule_id from backlog_item where priority = ? and rule_id > ?"
                                                + " order by priority, rule_id fetch first 1 rows only")
                                        .params(priority, after)
                                        .query(String.class)
                                        .optional(),
                                "")
                        .stream()
                        .map(ruleId -> new Key(priority, ruleId)))
                .toList();
    }

    /** The priorities that items have, the highest first. */
    static List<Integer> priorities(JdbcClient jdbc) {
        return ascending(
                        after -> jdbc.sql("select priority from backlog_item where priority > ? order by priority"
                                        + " fetch first 1 rows only")
                                .param(after)
                                .query(Integer.class)
                                .optional(),
                        Integer.MIN_VALUE)
                .reversed();
    }

    private static <V> List<V> ascending(Function<V, Optional<V>> above, V least) {
        return Stream.iterate(above.apply(least), Optional::isPresent, value -> above.apply(value.orElseThrow()))
                .map(Optional::orElseThrow)
                .toList();
    }
}
