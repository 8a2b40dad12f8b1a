package dev.atrest.jobs.store;

import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import dev.atrest.model.StatusCounts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the rules found. */
@Repository
public class FindingStore {

    /** The status of a finding, without what it says. */
    public record Result(String resourceArn, String ruleId, FindingStatus status) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    FindingStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    public void insert(String assessmentId, List<Finding> findings) {
        template.batchUpdate("""
                insert into finding (assessment_id, resource_arn, rule_id, account_id, status, severity, body)
                values (?, ?, ?, ?, ?, ?, ?)""", findings, 1000, (statement, finding) -> {
            statement.setString(1, assessmentId);
            statement.setString(2, finding.resourceArn());
            statement.setString(3, finding.ruleId());
            statement.setString(4, finding.accountId());
            statement.setString(5, finding.status().name());
            statement.setInt(6, finding.severity().ordinal());
            statement.setString(7, Json.write(finding));
        });
    }

    /** All findings by resource ARN and rule id; the caller closes the stream. */
    public Stream<Finding> all(String assessmentId) {
        return jdbc
                .sql("select body from finding where assessment_id = ? order by resource_arn, rule_id")
                .param(assessmentId)
                .withFetchSize(1000)
                .query((row, index) -> Json.read(row.getString(1), Finding.class))
                .stream();
    }

    /** Only the statuses, by resource ARN and rule id; the caller closes the stream. */
    public Stream<Result> results(String assessmentId) {
        return jdbc
                .sql("select resource_arn, rule_id, status from finding where assessment_id = ?"
                        + " order by resource_arn, rule_id")
                .param(assessmentId)
                .withFetchSize(1000)
                .query((row, index) ->
                        new Result(row.getString(1), row.getString(2), FindingStatus.valueOf(row.getString(3))))
                .stream();
    }

    /** Findings with a status, the worst first, then by rule id and ARN; the caller closes the stream. */
    public Stream<Finding> withStatus(String assessmentId, FindingStatus status) {
        return jdbc
                .sql("select body from finding where assessment_id = ? and status = ?"
                        + " order by severity, rule_id, resource_arn")
                .params(assessmentId, status.name())
                .withFetchSize(1000)
                .query((row, index) -> Json.read(row.getString(1), Finding.class))
                .stream();
    }

    public Map<String, StatusCounts> countByRule(String assessmentId) {
        return countBy("rule_id", assessmentId);
    }

    public Map<String, StatusCounts> countByAccount(String assessmentId) {
        return countBy("account_id", assessmentId);
    }

    private Map<String, StatusCounts> countBy(String column, String assessmentId) {
        var counts = new TreeMap<String, StatusCounts>();
        jdbc.sql("select " + column + ", status, count(*) from finding where assessment_id = ? group by " + column
                        + ", status")
                .param(assessmentId)
                .query(row -> {
                    counts.merge(
                            row.getString(1),
                            StatusCounts.of(FindingStatus.valueOf(row.getString(2)), row.getLong(3)),
                            StatusCounts::plus);
                });
        return counts;
    }

    public Map<FindingStatus, Map<Severity, Long>> countBySeverity(String assessmentId) {
        var counts = new EnumMap<FindingStatus, Map<Severity, Long>>(FindingStatus.class);
        jdbc.sql("select status, severity, count(*) from finding where assessment_id = ? group by status, severity")
                .param(assessmentId)
                .query(row -> {
                    counts.computeIfAbsent(
                                    FindingStatus.valueOf(row.getString(1)),
                                    status -> new EnumMap<Severity, Long>(Severity.class))
                            .put(Severity.values()[row.getInt(2)], row.getLong(3));
                });
        return counts;
    }
}
