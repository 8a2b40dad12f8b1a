package dev.atrest.jobs.store;

import dev.atrest.jobs.store.FindingSlice.Counted;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import dev.atrest.model.StatusCounts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the rules found. Findings are stored by slices of the inventory ({@link FindingSlice}) and read a block at a time, so
 * that any number of them fits in little memory.
 */
@Repository
public class FindingStore {

    /** Where the evaluation goes on. */
    public record Checkpoint(int nextSlice, String lastArn) {

        /** Nothing was evaluated; no ARN is empty. */
        public static final Checkpoint START = new Checkpoint(0, "");
    }

    /** Where a block stands. */
    private record Place(int slice, String ruleId, int part) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    FindingStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /**
     * Adds slices that were not stored before, and counts their findings and what waivers cover of them.
     *
     * @throws IllegalStateException when a waiver was not {@link WaiverUseStore#note noted}
     */
    @Transactional
    public void insert(String assessmentId, List<? extends FindingSlice> slices) {
        template.batchUpdate(
                "insert into finding_slice (assessment_id, slice, last_arn, population) values (?, ?, ?, ?)",
                slices.stream()
                        .map(slice -> new Object[] {assessmentId, slice.number(), slice.lastArn(), slice.population()})
                        .toList());
        template.batchUpdate(
                """
                insert into finding_block (assessment_id, slice, rule_id, status, part, severity, body)
                values (?, ?, ?, ?, ?, ?, ?)""",
                slices.stream()
                        .flatMap(slice -> slice.blocks().stream().map(block -> new Object[] {
                            assessmentId,
                            slice.number(),
                            block.ruleId(),
                            block.status().name(),
                            block.part(),
                            block.severity().ordinal(),
                            block.body()
                        }))
                        .toList());
        var counts = new TreeMap<Counted, Long>(Counted.ORDER);
        slices.forEach(slice -> slice.counts().forEach((counted, more) -> counts.merge(counted, more, Long::sum)));
        count(assessmentId, List.copyOf(counts.entrySet()));
        var waived = new TreeMap<String, Long>();
        slices.forEach(slice -> slice.waived().forEach((waiver, more) -> waived.merge(waiver, more, Long::sum)));
        WaiverUseStore.count(template, assessmentId, waived);
    }

    private void count(String assessmentId, List<Map.Entry<Counted, Long>> counts) {
        int[] updated = template.batchUpdate(
                """
                update finding_count set findings = findings + ? where assessment_id = ? and account_id = ?
                and rule_id = ? and data_protection_class = ? and status = ?""",
                counts.stream()
                        .map(count -> new Object[] {
                            count.getValue(),
                            assessmentId,
                            count.getKey().accountId(),
                            count.getKey().ruleId(),
                            count.getKey().dataProtectionClass(),
                            count.getKey().status().name()
                        })
                        .toList());
        template.batchUpdate(
                """
                insert into finding_count (findings, assessment_id, account_id, rule_id, data_protection_class, status,
                    severity) values (?, ?, ?, ?, ?, ?, ?)""",
                IntStream.range(0, updated.length)
                        .filter(i -> updated[i] == 0)
                        .mapToObj(counts::get)
                        .map(count -> new Object[] {
                            count.getValue(),
                            assessmentId,
                            count.getKey().accountId(),
                            count.getKey().ruleId(),
                            count.getKey().dataProtectionClass(),
                            count.getKey().status().name(),
                            count.getKey().severity().ordinal()
                        })
                        .toList());
    }

    /** How far the evaluation has come. */
    public Checkpoint checkpoint(String assessmentId) {
        return jdbc.sql("select slice, last_arn from finding_slice where assessment_id = ?"
                        + " order by assessment_id desc, slice desc fetch first 1 rows only")
                .param(assessmentId)
                .query((row, index) -> new Checkpoint(row.getInt(1) + 1, row.getString(2)))
                .optional()
                .orElse(Checkpoint.START);
    }

    /** All findings by resource ARN and rule id, read as they are asked for. */
    public Stream<Finding> all(String assessmentId) {
        return slices(assessmentId)
                .flatMap(slice -> blocks(assessmentId, slice).stream()
                        .flatMap(block -> block.findings().stream())
                        .sorted(FindingBlock.Placed.ORDER))
                .map(FindingBlock.Placed::finding);
    }

    /** Every resource by ARN with its results, read as they are asked for. */
    public Stream<FindingSlice.Result> results(String assessmentId) {
        return slices(assessmentId).flatMap(slice -> {
            byte[] population = jdbc.sql("select population from finding_slice where assessment_id = ? and slice = ?")
                    .params(assessmentId, slice)
                    .query((row, index) -> row.getBytes(1))
                    .single();
            return Json.inflated(population, FindingSlice.Result.class).stream();
        });
    }

    private Stream<Integer> slices(String assessmentId) {
        return IntStream.range(0, checkpoint(assessmentId).nextSlice()).boxed();
    }

    private List<FindingBlock> blocks(String assessmentId, int slice) {
        return jdbc.sql("select rule_id, status, part, severity, body from finding_block where assessment_id = ?"
                        + " and slice = ?")
                .params(assessmentId, slice)
                .query((row, index) -> new FindingBlock(
                        row.getString(1),
                        FindingStatus.valueOf(row.getString(2)),
                        row.getInt(3),
                        Severity.values()[row.getInt(4)],
                        row.getBytes(5)))
                .list();
    }

    /** Findings with a status, the worst first, then by rule id and ARN; read as they are asked for. */
    public Stream<Finding> withStatus(String assessmentId, FindingStatus status) {
        List<Place> places = jdbc.sql("select slice, rule_id, part from finding_block where assessment_id = ?"
                        + " and status = ? order by assessment_id, status, severity, rule_id, slice, part")
                .params(assessmentId, status.name())
                .query((row, index) -> new Place(row.getInt(1), row.getString(2), row.getInt(3)))
                .list();
        return places.stream()
                .flatMap(place -> block(assessmentId, status, place).findings().stream())
                .map(FindingBlock.Placed::finding);
    }

    private FindingBlock block(String assessmentId, FindingStatus status, Place place) {
        return jdbc.sql("select severity, body from finding_block where assessment_id = ? and slice = ? and rule_id = ?"
                        + " and status = ? and part = ?")
                .params(assessmentId, place.slice(), place.ruleId(), status.name(), place.part())
                .query((row, index) -> new FindingBlock(
                        place.ruleId(), status, place.part(), Severity.values()[row.getInt(1)], row.getBytes(2)))
                .single();
    }

    public Map<String, StatusCounts> countByRule(String assessmentId) {
        return countBy("rule_id", assessmentId);
    }

    public Map<String, StatusCounts> countByAccount(String assessmentId) {
        return countBy("account_id", assessmentId);
    }

    private Map<String, StatusCounts> countBy(String column, String assessmentId) {
        var counts = new TreeMap<String, StatusCounts>();
        jdbc.sql("select " + column + ", status, sum(findings) from finding_count where assessment_id = ? group by "
                        + column + ", status")
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
        jdbc.sql("select status, severity, sum(findings) from finding_count where assessment_id = ?"
                        + " group by status, severity")
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
