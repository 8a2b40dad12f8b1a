package dev.atrest.jobs.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What ticketing systems have been given of each item, and whether they have it. */
@Repository
public class GivenStore {

    private static final int PAGE = 1000;

    private static final String ACKNOWLEDGE = "update ticket_export_item set acknowledged = true,"
            + " may_be_closed = (state not in ('OPEN', 'UNKNOWN')) where target = ? and not acknowledged and state <> ''";

    private static final String OF_ITEM = " and rule_id = ? and arn = ?";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    GivenStore(JdbcClient jdbc, JdbcTemplate template) {
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

    /**
     * Items that a target may have to be told of, the most urgent first, read as they are asked for: those that someone has to act
     * on, and those that are closed and of which the target was told, and not yet that they are closed like this.
     *
     * @param since only items that were written for an assessment which started then or later, and closed ones even though the
     *     target knows it
     */
    public Stream<Candidate> candidates(String target, Optional<Instant> since) {
        var which = new StringBuilder("(i.state in ('OPEN', 'UNKNOWN') or g.arn is not null");
        var values = new ArrayList<Object>();
        if (since.isPresent()) {
            which.append(") and i.changed_at >= ?");
            values.add(AssessmentStore.timestamp(since.get()));
        } else {
            which.append(" and not (g.acknowledged and g.state = i.state))");
        }
        String from = BacklogRows.FROM + " left join ticket_export_item g on g.rule_id = i.rule_id and g.arn = i.arn"
                + " and g.target = ?"
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
            boolean mayBeClosed = closed || before.filter(Given::mayBeClosed).isPresent();
            Object[] values = {
                export.id(),
                row.digest(),
                state,
                mayBeClosed,
                export.target(),
                item.subject().ruleId(),
                item.subject().arn()
            };
            if (before.isEmpty()) {
                added.add(values);
            } else if (row.anew()
                    || !before.get().digest().equals(row.digest())
                    || !before.get().state().equals(state)
                    || !before.get().acknowledged() && !export.complete()) {
                changed.add(values);
            }
        }
        template.batchUpdate(
                "insert into ticket_export_item (export_id, digest, state, may_be_closed, target, rule_id, arn, acknowledged,"
                        + " ticket) values (?, ?, ?, ?, ?, ?, ?, false, '')",
                added);
        template.batchUpdate(
                "update ticket_export_item set export_id = ?, digest = ?, state = ?, may_be_closed = ?, acknowledged = false"
                        + " where target = ?" + OF_ITEM,
                changed);
    }

    /** What an earlier export gave of these items and this one does not give again is no later export's to acknowledge. */
    @Transactional
    public void withhold(String target, List<ItemKey> items) {
        template.batchUpdate(
                "update ticket_export_item set export_id = null where target = ? and not acknowledged" + OF_ITEM,
                items.stream()
                        .map(item -> new Object[] {target, item.ruleId(), item.arn()})
                        .toList());
    }

    /**
     * Notes that the target has what an export gave, and with it what earlier ones gave that it gave again.
     *
     * @param items only what it gave of these; empty for all
     * @param byTicket whether only items with a ticket are given again
     * @return how many items the target has now as they were given
     */
    @Transactional
    public long acknowledge(TicketExport export, Optional<Collection<ItemKey>> items, boolean byTicket) {
        String rows = ACKNOWLEDGE
                + (!export.complete()
                        ? " and export_id = ?"
                        : byTicket ? " and export_id <= ? and (ticket <> '' or export_id = ?)" : " and export_id <= ?");
        var values = new ArrayList<Object>(List.of(export.target(), export.id()));
        if (byTicket && export.complete()) {
            values.add(export.id());
        }
        return items.isPresent()
                ? acknowledge(rows, values, items.get())
                : jdbc.sql(rows).params(values).update();
    }

    /** Notes that the target has made tickets of these items as they were given, in whichever export. */
    @Transactional
    public long acknowledgeNew(String target, Collection<ItemKey> items) {
        return acknowledge(ACKNOWLEDGE + " and export_id is not null", List.of(target), items);
    }

    private long acknowledge(String rows, List<Object> values, Collection<ItemKey> items) {
        int[] taken = template.batchUpdate(
                rows + OF_ITEM,
                items.stream()
                        .map(item -> {
                            var all = new ArrayList<>(values);
                            all.add(item.ruleId());
                            all.add(item.arn());
                            return all.toArray();
                        })
                        .toList());
        return Arrays.stream(taken).asLongStream().sum();
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
