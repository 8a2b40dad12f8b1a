package dev.atrest.jobs.store;

import dev.atrest.model.ResourceType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Which assessment has looked where last, and how far the backlog is reconciled with each. */
@Repository
public class LookStore {

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    LookStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /**
     * The last look at a place.
     *
     * @param at start of the assessment
     */
    public record Look(String assessmentId, Instant at) {}

    /** How far the reconciliation with an assessment has come. */
    public record Progress(int nextSlice, boolean finished) {

        public static final Progress START = new Progress(0, false);
    }

    /** Whether an assessment that started later has looked at the backlog, or begun to change it, or somebody has closed items. */
    public boolean hasMovedSince(Instant then) {
        OffsetDateTime after = AssessmentStore.timestamp(then);
        return jdbc.sql("select count(*) from (select 1 from backlog_place where looked_at > ? union all select 1 from"
                                + " backlog_progress p join assessment a on a.id = p.assessment_id where a.started_at > ?"
                                + " union all select 1 from backlog_closure where at > ?) moved")
                        .params(after, after, after)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** How far the reconciliation with an assessment has come. */
    public Progress progress(String assessmentId) {
        return jdbc.sql("select next_slice, finished from backlog_progress where assessment_id = ?")
                .param(assessmentId)
                .query((row, index) -> new Progress(row.getInt(1), row.getBoolean(2)))
                .optional()
                .orElse(Progress.START);
    }

    /** Notes how far the reconciliation with an assessment has come. */
    @Transactional
    public void save(String assessmentId, Progress progress) {
        int there = jdbc.sql("update backlog_progress set next_slice = ?, finished = ? where assessment_id = ?")
                .params(progress.nextSlice(), progress.finished(), assessmentId)
                .update();
        if (there == 0) {
            jdbc.sql("insert into backlog_progress (next_slice, finished, assessment_id) values (?, ?, ?)")
                    .params(progress.nextSlice(), progress.finished(), assessmentId)
                    .update();
        }
    }

    /** Assessments that started after this one and whose reconciliation has begun and not ended. */
    public List<String> laterUnderWay(Instant startedAt) {
        return jdbc.sql("select a.id from backlog_progress p join assessment a on a.id = p.assessment_id"
                        + " where not p.finished and a.started_at > ?")
                .param(AssessmentStore.timestamp(startedAt))
                .query(String.class)
                .list();
    }

    /** The last look at each place. */
    public Map<BacklogPlace, Look> looks() {
        var looks = new HashMap<BacklogPlace, Look>();
        jdbc.sql("select account_id, region, resource_type, assessment_id, looked_at from backlog_place")
                .query(row -> {
                    looks.put(
                            place(row),
                            new Look(
                                    row.getString(4),
                                    row.getObject(5, OffsetDateTime.class).toInstant()));
                });
        return looks;
    }

    private static BacklogPlace place(ResultSet row) throws SQLException {
        return new BacklogPlace(row.getString(1), row.getString(2), ResourceType.valueOf(row.getString(3)));
    }

    /** Notes that an assessment has looked at places. */
    @Transactional
    public void saveLooks(List<BacklogPlace> places, Look look) {
        List<Object[]> rows = places.stream()
                .map(place -> new Object[] {
                    look.assessmentId(),
                    AssessmentStore.timestamp(look.at()),
                    place.accountId(),
                    place.region(),
                    place.type().name()
                })
                .toList();
        int[] updated = template.batchUpdate(
                "update backlog_place set assessment_id = ?, looked_at = ? where account_id = ? and region = ?"
                        + " and resource_type = ?",
                rows);
        template.batchUpdate(
                "insert into backlog_place (assessment_id, looked_at, account_id, region, resource_type)"
                        + " values (?, ?, ?, ?, ?)",
                IntStream.range(0, updated.length)
                        .filter(i -> updated[i] == 0)
                        .mapToObj(rows::get)
                        .toList());
    }
}
