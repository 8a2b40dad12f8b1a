package dev.atrest.jobs.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The keys of tickets that ticketing systems have made of items, and of which items no key is known. */
@Repository
public class TicketKeyStore {

    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    TicketKeyStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** The items that have one of these ids, by it. */
    public Map<String, ItemKey> items(Collection<String> ids) {
        var items = new HashMap<String, ItemKey>();
        for (List<String> some : batches(List.copyOf(ids))) {
            jdbc.sql("select id, rule_id, arn from backlog_item where id in " + marks(some))
                    .params(some)
                    .query(row -> {
                        items.put(row.getString(1), new ItemKey(row.getString(2), row.getString(3)));
                    });
        }
        return items;
    }

    private static <T> List<List<T>> batches(List<T> all) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + BATCH)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + BATCH)))
                .toList();
    }

    private static String marks(List<String> values) {
        return "(" + "?, ".repeat(values.size() - 1) + "?)";
    }

    /** Notes the keys of tickets, for the target and with the items. */
    @Transactional
    public void save(String target, Map<ItemKey, String> tickets) {
        for (var some : batches(List.copyOf(tickets.entrySet()))) {
            template.batchUpdate(
                    "update backlog_item set ticket = ? where rule_id = ? and arn = ?",
                    some.stream()
                            .map(one -> new Object[] {
                                one.getValue(),
                                one.getKey().ruleId(),
                                one.getKey().arn()
                            })
                            .toList());
            List<Object[]> rows = some.stream()
                    .map(one -> new Object[] {
                        one.getValue(),
                        target,
                        one.getKey().ruleId(),
                        one.getKey().arn()
                    })
                    .toList();
            int[] updated = template.batchUpdate(
                    "update ticket_export_item set ticket = ? where target = ? and rule_id = ? and arn = ?", rows);
            template.batchUpdate(
                    "insert into ticket_export_item (ticket, target, rule_id, arn, digest, state, may_be_closed,"
                            + " acknowledged) values (?, ?, ?, ?, '', '', false, false)",
                    IntStream.range(0, updated.length)
                            .filter(i -> updated[i] == 0)
                            .mapToObj(rows::get)
                            .toList());
        }
    }

    /** The ids, among these, of items of which the target was given, and no key of a ticket is known. */
    public Set<String> lacking(String target, Collection<String> ids) {
        var lacking = new HashSet<String>();
        for (List<String> some : batches(List.copyOf(ids))) {
            lacking.addAll(jdbc.sql("select i.id from backlog_item i join ticket_export_item g on g.rule_id = i.rule_id"
                            + " and g.arn = i.arn and g.target = ? where g.ticket = '' and g.state <> '' and i.id in "
                            + marks(some))
                    .param(target)
                    .params(some)
                    .query(String.class)
                    .list());
        }
        return lacking;
    }

    /** How many items wait for the key of their ticket, by the export that gave them. */
    public SortedMap<Long, Long> lacking(String target) {
        var counts = new TreeMap<Long, Long>();
        jdbc.sql("select e.id, count(*) from ticket_export e join ticket_export_item g on g.export_id = e.id"
                        + " where e.target = ? and e.items is not null and g.target = e.target and not g.acknowledged"
                        + " and g.ticket = '' and g.state <> '' group by e.id")
                .param(target)
                .query(row -> {
                    counts.put(row.getLong(1), row.getLong(2));
                });
        return counts;
    }
}
