package dev.atrest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.jobs.AssessmentFailed;
import dev.atrest.jobs.Keep;
import dev.atrest.jobs.NightlyRun;
import dev.atrest.jobs.NightlyRun.State;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A night has one assessment; old nights can be deleted. */
@ResourceLock(Application.SPRING_BATCH)
class NightlyRunTest {

    private static final LocalDate TONIGHT = LocalDate.of(2026, 1, 31);

    /** Ends the run by an error before its reports are written. */
    private static final class BreaksOnce implements Progress {

        private boolean broken;

        @Override
        public void begin(String task, long total, String unit) {
            if (!broken && task.equals("Writing reports")) {
                broken = true;
                throw new IllegalStateException("broken on purpose");
            }
        }

        @Override
        public void advance(long units) {}

        @Override
        public void close() {}
    }

    @Test
    void anUnfinishedNightGoesOnUnlessItWasBegunInAnotherWay(@TempDir Path folder) throws Exception {
        try (var aws = EmbeddedAws.start(Estate.load(Application.ESTATE));
                var context = new Application(aws, folder).start(new BreaksOnce())) {
            var nightly = context.getBean(NightlyRun.class);
            var jdbc = context.getBean(JdbcClient.class);

            assertThat(nightly.state(TONIGHT)).isEqualTo(State.OPEN);
            assertThatThrownBy(() -> nightly.complete(TONIGHT)).isInstanceOf(AssessmentFailed.class);
            assertThat(nightly.state(TONIGHT)).isEqualTo(State.INTERRUPTED);
            assertThat(nightly.state(TONIGHT.plusDays(1))).isEqualTo(State.OPEN);

            jdbc.sql("update assessment set scope_digest = 'of other rules'").update();
            assertThat(nightly.state(TONIGHT)).isEqualTo(State.OUTDATED);
            aws.calls().reset();
            nightly.complete(TONIGHT);
            assertThat(aws.calls().of("s3:ListBuckets")).as("it starts anew").isEqualTo(2);
            assertThat(nightly.state(TONIGHT)).isEqualTo(State.COMPLETE);

            aws.calls().reset();
            assertThat(nightly.complete(TONIGHT).report().summary().totalResources())
                    .isEqualTo(5);
            assertThat(aws.calls().total()).isZero();

            oldNightsAreDeletedAndNothingElse(nightly, context.getBean(AssessmentStore.class), jdbc);
        }
    }

    private static void oldNightsAreDeletedAndNothingElse(
            NightlyRun nightly, AssessmentStore assessments, JdbcClient jdbc) {
        for (String id :
                new String[] {"20260130-nightly", "20260129-nightly", "20260101-nightly", "20260101T020000Z"}) {
            copy(id, jdbc);
        }
        assertThat(nightly.keepOnly(new Keep.Days(31), TONIGHT)).isEmpty();
        assertThat(nightly.keepOnly(new Keep.Days(30), TONIGHT)).containsExactly("20260101-nightly");
        assertThat(nightly.keepOnly(new Keep.Runs(2), TONIGHT)).containsExactly("20260129-nightly");
        assertThat(assessments.list())
                .extracting(Assessment::id)
                .containsExactlyInAnyOrder("20260131-nightly", "20260130-nightly", "20260101T020000Z");

        LocalDate nextNight = TONIGHT.plusDays(1);
        assertThat(nightly.keepOnly(new Keep.Runs(1), nextNight))
                .containsExactly("20260131-nightly", "20260130-nightly");
        List<String> tables = jdbc.sql("select lower(table_name) from information_schema.columns"
                        + " where lower(column_name) = 'assessment_id'")
                .query(String.class)
                .list();
        assertThat(tables).contains("resource", "coverage", "account");
        for (String table : Stream.concat(tables.stream(), Stream.of("batch_step_execution"))
                .toList()) {
            assertThat(jdbc.sql("select count(*) from " + table)
                            .query(Long.class)
                            .single())
                    .as("rows in " + table + " of assessments that are deleted")
                    .isZero();
        }
    }

    private static void copy(String id, JdbcClient jdbc) {
        jdbc.sql("insert into assessment (id, started_at, evaluated_at, finished_at, scope_digest, scope, caller,"
                        + " version, rules_digest) select ?, started_at, evaluated_at, finished_at, scope_digest,"
                        + " scope, caller, version, rules_digest from assessment where id = '20260131-nightly'")
                .param(id)
                .update();
    }
}
