package dev.atrest.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.jobs.AssessmentRun;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.KeptDatabase;
import dev.atrest.model.FindingStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that the release with migration V2 left, opened by this one. */
@ResourceLock(Application.SPRING_BATCH)
class OldDatabaseTest {

    private static final String FINISHED = "20261123T161622Z";
    private static final String INTERRUPTED = "20261123T161649Z";

    @Test
    void itsRunsAreThereAndTheInterruptedOneGoesOn(@TempDir Path folder) throws Exception {
        restore(Path.of("src/test/resources/databases/v2.sql"), folder.resolve("data"));
        try (var aws = EmbeddedAws.start(Estate.load(Application.ESTATE))) {
            var application = new Application(aws, folder);
            try (var context = application.start(Progress.SILENT)) {
                var assessments = context.getBean(AssessmentStore.class);
                var run = context.getBean(AssessmentRun.class);

                assertThat(assessments.list()).extracting(Assessment::id).containsExactly(INTERRUPTED, FINISHED);
                var finished = run.outcome(FINISHED).report();
                assertThat(finished.summary().totalResources()).isEqualTo(5);
                assertThat(finished.summary().findings(FindingStatus.FAIL)).isEqualTo(9);
                try (var findings = finished.findings()) {
                    assertThat(findings).hasSize(23);
                }

                asOfTodayAndOfThisEndpoint(application, context.getBean(JdbcClient.class));
                Optional<Assessment> interrupted = run.interrupted();
                assertThat(interrupted).map(Assessment::id).contains(INTERRUPTED);
                var resumed = run.run(interrupted).report();
                assertThat(resumed.summary().totalResources()).isEqualTo(5);
                assertThat(resumed.countsByRule().keySet())
                        .containsAll(finished.countsByRule().keySet());
                assertThat(aws.calls().of("111111111111", "*", "s3:*"))
                        .as("what the old release had read is not read again")
                        .isZero();
            }
        }
    }

    @Test
    void aMigrationThatWasBrokenOffBeginsAnew(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        restore(Path.of("src/test/resources/databases/v2.sql"), data);
        try (var aws = EmbeddedAws.start(Estate.load(Application.ESTATE))) {
            var application = new Application(aws, folder);
            // In the middle of the migration that adds it, which H2 does not take back.
            in(data, "alter table coverage add column error_request_id varchar(200)");
            assertThatThrownBy(() -> application.start(Progress.SILENT).close())
                    .hasStackTraceContaining("ERROR_REQUEST_ID");
            in(data, "alter table coverage drop column calls");
            in(data, "alter table coverage drop column first_call_at");

            new KeptDatabase(data.toAbsolutePath().resolve("atrest")).putBack();
            in(data, "alter table coverage drop column error_request_id");
            try (var context = application.start(Progress.SILENT)) {
                assertThat(context.getBean(AssessmentStore.class).list())
                        .extracting(Assessment::id)
                        .containsExactly(INTERRUPTED, FINISHED);
            }
            try (var files = Files.list(data)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .noneMatch(name -> name.contains("upgrade"));
            }
        }
    }

    private static void in(Path data, String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("atrest"), "", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The script's run was of another port, on another day and by the rules of then. */
    private static void asOfTodayAndOfThisEndpoint(Application application, JdbcClient jdbc) {
        jdbc.sql("update assessment set started_at = current_timestamp, scope_digest = ? where id = ?")
                .params(application.request().scopeDigest(application.catalog().digest()), INTERRUPTED)
                .update();
    }

    private static void restore(Path script, Path data) throws Exception {
        Files.createDirectories(data);
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("atrest"), "", "");
                var statement = connection.prepareStatement("runscript from ?")) {
            statement.setString(1, script.toString());
            statement.execute();
        }
    }
}
