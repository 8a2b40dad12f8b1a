package dev.atrest.jobs.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What ticketing systems have been given of the backlog, and whether they have it. */
@Repository
public class TicketExportStore {

    private static final int PAGE = 1000;
    private static final int BATCH = 500;

    private static final String ACKNOWLEDGE = "update ticket_export_item set acknowledged = true,"
            + " may_be_closed = (state not in ('OPEN', 'UNKNOWN')) where target = ? and not acknowledged and state <> ''";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    TicketExportStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /**
     * What a target was given last of an item.
     *
     * @param digest of the row; empty when none was given
     * @param state of the item in that row; empty when none was given
     * @param acknowledged whether the target has that row
     * @param mayBeClosed whether the target may have a row that closes the item, and none after it
     * @param ticket key of the target's ticket; empty while none is known
     * @param export that gave it, when it can be acknowledged; else 0
     */
    public record Given(
            String digest, String state, boolean acknowledged, boolean mayBeClosed, String ticket, long export) {

        /** The target has a row that says the same. */
        public boolean isKnown(String digestNow) {
            return acknowledged && digest.equals(digestNow);
        }

        /** The target has a ticket of it, or may have: it was given, and nobody has said the ticket's key. */
        public boolean lacksTicket() {
            return ticket.isEmpty() && (acknowledged || export != 0);
        }
    }

    /** An item and what the target was given of it; empty when it was never given any. */
    public record Candidate(StoredItem item, Optional<Given> given) {}

    /**
     * A row of an export.
     *
     * @param digest of the row
     * @param anew whether nobody will acknowledge the export that gave it before
     */
    public record Row(Candidate candidate, String digest, boolean anew) {}

    /** Begins an export; what was begun before and not finished is forgotten. */
    @Transactional
    public long begin(String target, Instant at, boolean complete) {
        jdbc.sql("delete from ticket_export where target = ? and items is null")
                .param(target)
                .update();
        var key = new GeneratedKeyHolder();
        jdbc.sql("insert into ticket_export (target, at, complete) values (?, ?, ?)")
                .params(target, AssessmentStore.timestamp(at), complete)
                .update(key, "id");
        return Objects.requireNonNull(key.getKey(), "the database counts exports")
                .longValue();
    }

    /** The export is complete: it can be acknowledged. */
    public void finish(long id, long items) {
        jdbc.sql("update ticket_export set items = ? where id = ?")
                .params(items, id)
                .update();
    }

    /** The file did not come about; what it would have given is given again. */
    public void forget(long id) {
        jdbc.sql("delete from ticket_export where id = ?").param(id).update();
    }

    /**
     * Items that a target may have to be told of, the most urgent first, read as they are asked for: those that someone has to act
     * on, and those that are closed and of which the target was told, and not yet that they are closed like this.
     *
     * @param since only items that were written for an assessment which started then or later, and closed ones even though the
     *     target knows it
     */
    public Stream<Candidate> candidates(String target, Optional<Instant> since) {
        var which = new StringBuilder("(i.state in ('OPEN', 'UNKNOWN') or g.item_id is not null");
        var values = new ArrayList<Object>();
        if (since.isPresent()) {
            which.append(") and i.changed_at >= ?");
            values.add(AssessmentStore.timestamp(since.get()));
        } else {
            which.append(" and not (g.acknowledged and g.state = i.state))");
        }
        String from = BacklogRows.FROM + " left join ticket_export_item g on g.target = ? and g.item_id = i.id"
                + " left join ticket_export e on e.id = g.export_id and e.items is not null where ";
        String sql = "select i.*, p.looked_at, g.digest as given_digest, g.state as given_state,"
                + " g.acknowledged as given_acknowledged, g.may_be_closed as given_closed, g.ticket as given_ticket,"
                + " coalesce(e.id, 0) as given_export from " + from
                + "i.priority = ? and i.rule_id = ? and i.arn > ? and " + which
                + " order by i.priority, i.rule_id, i.arn fetch first " + PAGE + " rows only";
        return ByPriority.stream(
                jdbc,
                PAGE,
                (key, afterArn) -> jdbc.sql(sql)
                        .params(target, key.priority(), key.ruleId(), afterArn)
                        .params(values)
                        .query((row, index) -> new Candidate(BacklogRows.item(row), given(row)))
                        .list(),
                Candidate::item);
    }

    private static Optional<Given> given(ResultSet row) throws SQLException {
        String digest = row.getString("given_digest");
        return digest == null
                ? Optional.empty()
                : Optional.of(new Given(
                        digest,
                        row.getString("given_state"),
                        row.getBoolean("given_acknowledged"),
                        row.getBoolean("given_closed"),
                        row.getString("given_ticket"),
                        row.getLong("given_export")));
    }

    /**
     * Notes the rows of an export. The first export that gave a row as it still is keeps it, when each one after it gave all: then
     * whichever of them is acknowledged, the row is.
     */
    @Transactional
    public void give(TicketExport export, List<Row> rows) {
        var added = new ArrayList<Object[]>();
        var changed = new ArrayList<Object[]>();
        for (Row row : rows) {
            StoredItem item = row.candidate().item();
            Optional<Given> before = row.candidate().given();
            String state = item.standing().state().name();
            boolean closed = !item.state().open();
            if (before.isEmpty()) {
                added.add(new Object[] {export.target(), item.id(), export.id(), row.digest(), state, closed});
                continue;
            }
            boolean same = before.get().digest().equals(row.digest())
                    && before.get().state().equals(state);
            if (row.anew() || !same || !before.get().acknowledged() && !export.complete()) {
                boolean mayBeClosed = closed || before.get().mayBeClosed();
                changed.add(new Object[] {export.id(), row.digest(), state, mayBeClosed, export.target(), item.id()});
            }
        }
        template.batchUpdate(
                "insert into ticket_export_item (target, item_id, export_id, digest, state, may_be_closed, acknowledged,"
                        + " ticket) values (?, ?, ?, ?, ?, ?, false, '')",
                added);
        template.batchUpdate(
                "update ticket_export_item set export_id = ?, digest = ?, state = ?, may_be_closed = ?, acknowledged = false"
                        + " where target = ? and item_id = ?",
                changed);
    }

    /** What an earlier export gave of these items and this one does not give again is no later export's to acknowledge. */
    @Transactional
    public void withhold(String target, List<String> itemIds) {
        template.batchUpdate(
                "update ticket_export_item set export_id = null where target = ? and item_id = ? and not acknowledged",
                itemIds.stream().map(id -> new Object[] {target, id}).toList());
    }

    /** Finished exports to a target, the first first. */
    public List<TicketExport> exports(String target) {
        return jdbc.sql("select * from ticket_export where target = ? and items is not null order by id")
                .param(target)
                .query((row, index) -> export(row))
                .list();
    }

    private static TicketExport export(ResultSet row) throws SQLException {
        return new TicketExport(
                row.getLong("id"),
                row.getString("target"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getBoolean("complete"),
                row.getLong("items"),
                Optional.ofNullable(row.getObject("acknowledged_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    /** Those of these ids that items have. */
    public Set<String> known(Collection<String> ids) {
        var known = new HashSet<String>();
        for (List<String> some : batches(List.copyOf(ids))) {
            known.addAll(jdbc.sql("select id from backlog_item where id in (" + "?, ".repeat(some.size() - 1) + "?)")
                    .params(some)
                    .query(String.class)
                    .list());
        }
        return known;
    }

    private static <T> List<List<T>> batches(List<T> all) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + BATCH)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + BATCH)))
                .toList();
    }

    /** Notes the keys of tickets, by item id, for the target and with the items. */
    @Transactional
    public void saveTickets(String target, Map<String, String> tickets) {
        for (var some : batches(List.copyOf(tickets.entrySet()))) {
            template.batchUpdate(
                    "update backlog_item set ticket = ? where id = ?",
                    some.stream()
                            .map(one -> new Object[] {one.getValue(), one.getKey()})
                            .toList());
            int[] updated = template.batchUpdate(
                    "update ticket_export_item set ticket = ? where target = ? and item_id = ?",
                    some.stream()
                            .map(one -> new Object[] {one.getValue(), target, one.getKey()})
                            .toList());
            template.batchUpdate(
                    "insert into ticket_export_item (ticket, target, item_id, digest, state, may_be_closed,"
                            + " acknowledged) values (?, ?, ?, '', '', false, false)",
                    IntStream.range(0, updated.length)
                            .filter(i -> updated[i] == 0)
                            .mapToObj(i -> new Object[] {
                                some.get(i).getValue(), target, some.get(i).getKey()
                            })
                            .toList());
        }
    }

    /** Those of these items of which the target was given, and no key of a ticket is known. */
    public Set<String> lackingTickets(String target, Collection<String> ids) {
        var lacking = new HashSet<String>();
        for (List<String> some : batches(List.copyOf(ids))) {
            lacking.addAll(
                    jdbc.sql("select item_id from ticket_export_item where target = ? and ticket = '' and state <> ''"
                                    + " and item_id in (" + "?, ".repeat(some.size() - 1) + "?)")
                            .param(target)
                            .params(some)
                            .query(String.class)
                            .list());
        }
        return lacking;
    }

    /**
     * Notes that the target has an export, and with it what earlier ones gave that it gave again.
     *
     * @param items only what it gave of these; empty for all
     * @param byTicket whether only items with a ticket are given again
     * @return how many items the target has now as they were given
     */
    @Transactional
    public long acknowledge(TicketExport export, Optional<Collection<String>> items, boolean byTicket, Instant at) {
        String rows = ACKNOWLEDGE
                + (!export.complete()
                        ? " and export_id = ?"
                        : byTicket ? " and export_id <= ? and (ticket <> '' or export_id = ?)" : " and export_id <= ?");
        var values = new ArrayList<Object>(List.of(export.target(), export.id()));
        if (byTicket && export.complete()) {
            values.add(export.id());
        }
        long taken = 0;
        if (items.isPresent()) {
            for (List<String> some : batches(List.copyOf(items.get()))) {
                taken += jdbc.sql(rows + " and item_id in (" + "?, ".repeat(some.size() - 1) + "?)")
                        .params(values)
                        .params(some)
                        .update();
            }
        } else {
            taken = jdbc.sql(rows).params(values).update();
        }
        if (byTicket) {
            return taken;
        }
        jdbc.sql("update ticket_export set acknowledged_at = ? where id = ?")
                .params(AssessmentStore.timestamp(at), export.id())
                .update();
        if (export.complete()) {
            // What they gave was given again.
            jdbc.sql("delete from ticket_export where target = ? and id < ? and acknowledged_at is null")
                    .params(export.target(), export.id())
                    .update();
        }
        return taken;
    }

    /** Notes that the target has made tickets of these items as they were given, in whichever export. */
    @Transactional
    public long acknowledgeNew(String target, Collection<String> items) {
        long taken = 0;
        for (List<String> some : batches(List.copyOf(items))) {
            taken += jdbc.sql(ACKNOWLEDGE + " and export_id is not null and item_id in ("
                            + "?, ".repeat(some.size() - 1) + "?)")
                    .param(target)
                    .params(some)
                    .update();
        }
        return taken;
    }

    /**
     * Ends the waiting of exports of which nothing is left to be acknowledged, where only items with a ticket are given again: what
     * they gave first, and what they gave again of earlier ones.
     */
    @Transactional
    public void settle(String target, Instant at) {
        jdbc.sql("update ticket_export set acknowledged_at = ? where target = ? and acknowledged_at is null"
                        + " and items is not null and not exists (select 1 from ticket_export_item g"
                        + " where g.target = ticket_export.target and not g.acknowledged and g.state <> ''"
                        + " and (g.export_id = ticket_export.id or g.export_id < ticket_export.id and g.ticket <> ''))")
                .params(AssessmentStore.timestamp(at), target)
                .update();
    }

    /** How many items wait for the key of their ticket, by the export that gave them. */
    public SortedMap<Long, Long> lackingTickets(String target) {
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

    /** How many items a target has been given and not acknowledged. */
    public long unacknowledged(String target) {
        return jdbc.sql("select count(*) from ticket_export_item where target = ? and not acknowledged and state <> ''"
                        + " and export_id is not null")
                .param(target)
                .query(Long.class)
                .single();
    }
}
