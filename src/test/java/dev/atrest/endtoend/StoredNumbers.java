package dev.atrest.endtoend;

import dev.atrest.endtoend.Tally.Topic;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The numbers of an assessment that are counted from the rows of the database.
 *
 * @param resources by type
 * @param backlog items by state
 * @param changes by kind
 * @param waivers findings by waiver id
 * @param trend findings by status and coverage gaps, of each assessment so far
 * @param findings what the database counted as the findings were written
 */
record StoredNumbers(
        Map<String, Long> resources,
        Map<String, Long> backlog,
        Map<String, Long> changes,
        Map<String, Long> waivers,
        Map<String, Long> trend,
        Tally findings) {

    static StoredNumbers read(JdbcClient database, String assessmentId) {
        return new StoredNumbers(
                counts(database, """
                        select resource_type, count(*) from resource where assessment_id = ? group by resource_type
                        """, assessmentId),
                // what is open was opened in this assessment, or still is
                counts(database, """
                        select case when i.state <> 'OPEN' then i.state else coalesce(e.kind, 'STILL_OPEN') end s, count(*)
                        from backlog_item i
                             left join backlog_event e
                             on e.arn = i.arn and e.rule_id = i.rule_id and e.assessment_id = ? and e.kind in ('OPENED', 'REOPENED')
                        group by s
                        """, assessmentId),
                counts(database, """
                        select kind, count(*) from backlog_event where assessment_id = ? and kind <> 'SEEN_AGAIN' group by kind
                        """, assessmentId),
                counts(database, "select waiver_id, findings from waiver_use where assessment_id = ?", assessmentId),
                trend(database),
                findings(database, assessmentId));
    }

    private static Map<String, Long> counts(JdbcClient database, String sql, String assessmentId) {
        var counts = new TreeMap<String, Long>();
        database.sql(sql).param(assessmentId).query(row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }

    private static Map<String, Long> trend(JdbcClient database) {
        var trend = new TreeMap<String, Long>();
        List<String> assessments = database.sql("select id from assessment order by started_at")
                .query(String.class)
                .list();
        for (int i = 0; i < assessments.size(); i++) {
            String id = assessments.get(i);
            String place = i + 1 + " ";
            counts(
                            database,
                            "select status, sum(findings) from finding_count where assessment_id = ? group by status",
                            id)
                    .forEach((status, findings) -> trend.put(place + status, findings));
            counts(database, """
                    select 'gaps', count(*) from coverage
                    where assessment_id = ? and status not in ('COMPLETE', 'EXCLUDED')
                    """, id).forEach((gaps, parts) -> trend.put(place + gaps, parts));
        }
        return trend;
    }

    private static Tally findings(JdbcClient database, String assessmentId) {
        var tally = new Tally();
        database.sql(
                        "select status, severity, account_id, rule_id, findings from finding_count where assessment_id = ?")
                .param(assessmentId)
                .query(row -> {
                    String status = row.getString(1);
                    String severity = ExpectedNumbers.severity(row.getInt(2));
                    tally.add(Topic.FINDINGS, row.getLong(5), status, severity);
                    tally.add(Topic.ACCOUNTS, row.getLong(5), row.getString(3), status);
                    tally.add(Topic.RULES, row.getLong(5), row.getString(4), status);
                });
        database.sql("select status from coverage where assessment_id = ?")
                .param(assessmentId)
                .query(row -> {
                    tally.one(Topic.COVERAGE, row.getString(1));
                });
        return tally;
    }
}
