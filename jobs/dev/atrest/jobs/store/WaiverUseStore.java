package dev.atrest.jobs.store;

import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The waivers of assessments, as they were given then, with what came of them. */
@Repository
public class WaiverUseStore {

    private final JdbcClient jdbc;

    WaiverUseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes the waivers of an assessment that are not noted yet; what was counted for the others stays. */
    @Transactional
    public void note(String assessmentId, List<WaiverUse> uses) {
        var noted = new HashSet<>(jdbc.sql("select waiver_id from waiver_use where assessment_id = ?")
                .param(assessmentId)
                .query(String.class)
                .list());
        for (WaiverUse use : uses) {
            if (!noted.contains(use.waiver().id())) {
                jdbc.sql("insert into waiver_use (assessment_id, waiver_id, state, waiver, findings)"
                                + " values (?, ?, ?, ?, ?)")
                        .params(
                                assessmentId,
                                use.waiver().id(),
                                use.state().name(),
                                Json.write(use.waiver()),
                                use.findings())
                        .update();
            }
        }
    }

    /**
     * Counts failures that waivers cover, in the transaction that writes these failures.
     *
     * @param failures by waiver id
     * @throws IllegalStateException when a waiver was not {@link #note noted}
     */
    static void count(JdbcTemplate template, String assessmentId, Map<String, Long> failures) {
        if (failures.isEmpty()) {
            // The migration that moves the findings of version 2 has no such table yet.
            return;
        }
        // A fixed order in which rows are written keeps two writers from waiting for each other.
        var counts = List.copyOf(new TreeMap<>(failures).entrySet());
        int[] updated = template.batchUpdate(
                "update waiver_use set findings = findings + ? where assessment_id = ? and waiver_id = ?",
                counts.stream()
                        .map(count -> new Object[] {count.getValue(), assessmentId, count.getKey()})
                        .toList());
        if (Arrays.stream(updated).anyMatch(rows -> rows != 1)) {
            throw new IllegalStateException(
                    "Not all of the waivers " + failures.keySet() + " belong to assessment " + assessmentId);
        }
    }

    /** The waivers of an assessment, by id. */
    public List<WaiverUse> list(String assessmentId) {
        return jdbc
                .sql("select waiver, state, findings from waiver_use where assessment_id = ?")
                .param(assessmentId)
                .query((row, index) -> new WaiverUse(
                        Json.read(row.getString(1), Waiver.class),
                        WaiverUse.State.valueOf(row.getString(2)),
                        row.getLong(3)))
                .list()
                .stream()
                // Databases differ in what they make of a hyphen.
                .sorted(Comparator.comparing(use -> use.waiver().id()))
                .toList();
    }
}
