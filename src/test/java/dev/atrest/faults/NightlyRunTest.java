package dev.atrest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.jobs.AssessmentFailed;
import dev.atrest.jobs.Keep;
import dev.atrest.jobs.NightTaken;
import dev.atrest.jobs.NightlyRun;
import dev.atrest.jobs.NightlyRun.State;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

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

            aNightThatIsCompleteForAnotherRequestIsRefused(nightly, jdbc);
            anImportedNightOfAnotherMachineIsNotThisNight(nightly, jdbc);
            deletedReportsAreNotNamed(nightly);
            daysAreCountedFromTodayAndTheNightJustMadeStays(nightly, jdbc);
            oldNightsAreDeletedAndNothingElse(nightly, context.getBean(AssessmentStore.class), jdbc);
        }
    }

    private static void aNightThatIsCompleteForAnotherRequestIsRefused(NightlyRun nightly, JdbcClient jdbc) {
        jdbc.sql("create table kept as select scope_digest, scope, rules_digest from assessment")
                .update();
        assertThat(refusal("scope_digest = 'other', scope = 'account 999999999999'", nightly, jdbc))
                .contains("2026-01-31", "it assessed 'account 999999999999', and now 'accounts 111111111111, 2222")
                .contains("--data", "--date");
        assertThat(refusal("scope_digest = 'other'", nightly, jdbc)).contains("with other options");
        assertThat(refusal("scope_digest = 'other', rules_digest = 'other'", nightly, jdbc))
                .contains("by other rules");
        assertThat(nightly.state(TONIGHT)).isEqualTo(State.COMPLETE);
        jdbc.sql("drop table kept").update();
    }

    /** What is said when the stored run is like this; it is as before afterwards. */
    private static String refusal(String change, NightlyRun nightly, JdbcClient jdbc) {
        jdbc.sql("update assessment set " + change).update();
        assertThat(nightly.state(TONIGHT)).isEqualTo(State.TAKEN);
        var refusal = catchThrowableOfType(NightTaken.class, () -> nightly.complete(TONIGHT));
        jdbc.sql("update assessment set (scope_digest, scope, rules_digest) = (select * from kept)")
                .update();
        return Objects.requireNonNull(refusal.getMessage());
    }

    private static void anImportedNightOfAnotherMachineIsNotThisNight(NightlyRun nightly, JdbcClient jdbc) {
        LocalDate next = TONIGHT.plusDays(1);
        for (String id : new String[] {"20260201-nightly", "20260101-nightly"}) {
            copy(id, jdbc);
            jdbc.sql("update assessment set scope_digest = 'imported' where id = ?")
                    .param(id)
                    .update();
        }
        assertThat(nightly.state(next)).isEqualTo(State.OPEN);
        copy("20260201-nightly-2", jdbc);
        assertThat(nightly.state(next)).as("under its own id").isEqualTo(State.COMPLETE);
        assertThat(nightly.keepOnly(new Keep.Runs(2), next, next))
                .as("imported nights neither count nor go")
                .isEmpty();
        jdbc.sql("delete from assessment where id <> '20260131-nightly'").update();
    }

    private static void deletedReportsAreNotNamed(NightlyRun nightly) throws IOException {
        var outcome = nightly.complete(TONIGHT);
        assertThat(outcome.whereabouts()).isEqualTo("reports in " + outcome.folder());
        FileSystemUtils.deleteRecursively(outcome.folder());
        assertThat(nightly.complete(TONIGHT).whereabouts())
                .isEqualTo("the reports are no longer in " + outcome.folder());
    }

    private static void daysAreCountedFromTodayAndTheNightJustMadeStays(NightlyRun nightly, JdbcClient jdbc) {
        LocalDate today = TONIGHT.plusDays(10);
        for (String id :
                new String[] {"20260210-nightly", "20260206-nightly", "20260205-nightly", "20260130-nightly"}) {
            copy(id, jdbc);
        }
        assertThat(nightly.keepOnly(new Keep.Days(12), TONIGHT, today))
                .as("from the 30th on")
                .isEmpty();
        assertThat(nightly.keepOnly(new Keep.Days(5), TONIGHT, today))
                .as("counted from the night of the run, both would stay")
                .containsExactly("20260205-nightly", "20260130-nightly");
        assertThat(nightly.keepOnly(new Keep.Runs(1), TONIGHT, today))
                .as("neither the last run nor the one just made")
                .containsExactly("20260206-nightly");
        jdbc.sql("delete from assessment where id = '20260210-nightly'").update();
        assertThat(nightly.keepOnly(new Keep.Days(1), TONIGHT, today)).isEmpty();
    }

    private static void oldNightsAreDeletedAndNothingElse(
            NightlyRun nightly, AssessmentStore assessments, JdbcClient jdbc) {
        for (String id :
                new String[] {"20260130-nightly", "20260129-nightly", "20260101-nightly", "20260101T020000Z"}) {
            copy(id, jdbc);
        }
        assertThat(nightly.keepOnly(new Keep.Days(31), TONIGHT, TONIGHT)).isEmpty();
        assertThat(nightly.keepOnly(new Keep.Days(30), TONIGHT, TONIGHT)).containsExactly("20260101-nightly");
        assertThat(nightly.keepOnly(new Keep.Runs(2), TONIGHT, TONIGHT)).containsExactly("20260129-nightly");
        assertThat(assessments.list())
                .extracting(Assessment::id)
                .containsExactlyInAnyOrder("20260131-nightly", "20260130-nightly", "20260101T020000Z");

        LocalDate nextNight = TONIGHT.plusDays(1);
        copy(NightlyRun.id(nextNight), jdbc);
        assertThat(nightly.keepOnly(new Keep.Runs(1), nextNight, nextNight))
                .containsExactly("20260131-nightly", "20260130-nightly");
        List<String> tables = jdbc.sql("select lower(table_name) from information_schema.columns"
                        + " where lower(column_name) = 'assessment_id'")
                .query(String.class)
                .list();
        assertThat(tables).contains("resource", "coverage", "account", "backlog_progress");
        // The backlog outlives the assessments that it comes from.
        Set<String> lasting = Set.of("backlog_event", "backlog_place");
        assertThat(jdbc.sql("select count(*) from backlog_item")
                        .query(Long.class)
                        .single())
                .isPositive();
        for (String table : Stream.concat(tables.stream(), Stream.of("batch_step_execution"))
                .filter(name -> !lasting.contains(name))
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
