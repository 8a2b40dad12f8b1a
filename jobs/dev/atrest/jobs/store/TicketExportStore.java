package dev.atrest.jobs.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The files that ticketing systems have been given, and whether they have them. What was in them knows {@link GivenStore}. */
@Repository
public class TicketExportStore {

    private final JdbcClient jdbc;

    TicketExportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

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

    /** Notes that the target has an export, and with it what earlier ones gave that it gave again. */
    @Transactional
    public void acknowledge(TicketExport export, Instant at) {
        jdbc.sql("update ticket_export set acknowledged_at = ? where id = ?")
                .params(AssessmentStore.timestamp(at), export.id())
                .update();
        if (export.complete()) {
            // What they gave was given again.
            jdbc.sql("delete from ticket_export where target = ? and id < ? and acknowledged_at is null")
                    .params(export.target(), export.id())
                    .update();
        }
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
}
