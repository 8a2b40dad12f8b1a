package dev.atrest.jobs.store;

import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The keys of tickets that ticketing systems have made of items, and of which items no key is known. */
@Repository
public class TicketKeyStore {

    private static final int BATCH = 500;

    private static final String LACKING =
            "select 1 from ticket_export_item where target = ? and rule_id = ? and arn = ?"
                    + " and ticket = '' and state <> ''";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final ItemIds ids;

    TicketKeyStore(JdbcClient jdbc, JdbcTemplate template, ItemIds ids) {
        this.jdbc = jdbc;
        this.template = template;
        this.ids = ids;
    }

    /** The items that have one of these ids, by it. */
    public Map<String, ItemKey> items(Collection<String> ids) {
        return this.ids.find(ids);
    }

    private static <T> List<List<T>> batches(List<T> all) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + BATCH)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + BATCH)))
                .toList();
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

    /** Those of these items of which the target was given, and no key of a ticket is known. */
    public Set<ItemKey> lacking(String target, Collection<ItemKey> items) {
        return template.execute(LACKING, (PreparedStatementCallback<Set<ItemKey>>) statement -> {
            var lacking = new HashSet<ItemKey>();
            statement.setString(1, target);
            for (ItemKey item : items) {
                statement.setString(2, item.ruleId());
                statement.setString(3, item.arn());
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next()) {
                        lacking.add(item);
                    }
                }
            }
            return lacking;
        });
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
