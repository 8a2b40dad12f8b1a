package dev.atrest.jobs.store;

import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the rules found, a slice of the inventory at a time. */
@Repository
public class SliceStore {

    private final JdbcClient jdbc;

    SliceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The ARN that a slice ends with; empty when there is no such slice. */
    public Optional<String> lastArn(String assessmentId, int slice) {
        return jdbc.sql("select last_arn from finding_slice where assessment_id = ? and slice = ?")
                .params(assessmentId, slice)
                .query(String.class)
                .optional();
    }

    /** The slice that a resource with this ARN is in, if there is one; empty when it would come after all. */
    public Optional<Integer> sliceOf(String assessmentId, String arn) {
        return jdbc.sql("select slice from finding_slice where assessment_id = ? and last_arn >= ?"
                        + " order by assessment_id, slice fetch first 1 rows only")
                .params(assessmentId, arn)
                .query(Integer.class)
                .optional();
    }

    /** The resources of a slice by ARN, with their results. */
    public List<FindingSlice.Result> results(String assessmentId, int slice) {
        return jdbc.sql("select population from finding_slice where assessment_id = ? and slice = ?")
                .params(assessmentId, slice)
                .query((row, index) -> row.getBytes(1))
                .optional()
                .map(population -> Json.inflated(population, FindingSlice.Result.class))
                .orElse(List.of());
    }

    /** The findings of a slice that have one of these statuses. */
    public List<Finding> findings(String assessmentId, int slice, Set<FindingStatus> statuses) {
        return statuses.stream()
                .flatMap(status -> findings(jdbc.sql(
                                "select rule_id, status, part, severity, body from finding_block where assessment_id = ?"
                                        + " and slice = ? and status = ? order by rule_id, part")
                        .params(assessmentId, slice, status.name())))
                .toList();
    }

    /** What one rule found, with one status, on a slice. */
    public List<Finding> findings(String assessmentId, int slice, String ruleId, FindingStatus status) {
        return findings(jdbc.sql(
                                "select rule_id, status, part, severity, body from finding_block where assessment_id = ?"
                                        + " and slice = ? and rule_id = ? and status = ? order by part")
                        .params(assessmentId, slice, ruleId, status.name()))
                .toList();
    }

    private static Stream<Finding> findings(JdbcClient.StatementSpec query) {
        var blocks = new ArrayList<FindingBlock>(query.query((row, index) -> new FindingBlock(
                        row.getString(1),
                        FindingStatus.valueOf(row.getString(2)),
                        row.getInt(3),
                        Severity.values()[row.getInt(4)],
                        row.getBytes(5)))
                .list());
        return blocks.stream().flatMap(block -> block.findings().stream()).map(FindingBlock.Placed::finding);
    }
}
