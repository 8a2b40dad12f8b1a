package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.endtoend.BacklogNights.Morning;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AssessmentFailed;
import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.AssessmentRun;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.RunHistory;
import dev.atrest.jobs.report.ReportFactory;
import dev.atrest.jobs.report.ReportFormats;
import dev.atrest.jobs.seal.Reperformance;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.BacklogEvent.Kind;
import dev.atrest.model.BacklogItem.State;
import dev.atrest.postgres.PostgresCluster;
import dev.atrest.postgres.PostgresCluster.Database;
import dev.atrest.writers.FindingsJsonLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The same job with its database in PostgreSQL, of which the order of texts is that of a human language. */
@ResourceLock(Assessing.SPRING_BATCH)
class PostgresAssessmentTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static PostgresCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startAServer() throws IOException {
        cluster = PostgresCluster.start();
    }

    @AfterAll
    static void stopTheServer() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
    }

    /** Ends the run by an error before this task, once. */
    private static final class BreaksBefore implements Progress {

        private final String task;
        private boolean broken;

        BreaksBefore(String task) {
            this.task = task;
        }

        @Override
        public void begin(String begun, long total, String unit) {
            if (!broken && begun.equals(task)) {
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
    void theDemoHasTheFindingsThatItHasInAFileAlsoWhenItsRunWasInterrupted() throws Exception {
        Database database = cluster.database();
        Home home = database.home(folder.resolve("home"));
        try (var aws = EmbeddedAws.start(Estate.load(Assessing.DEMO_ESTATE))) {
            String inAFile;
            try (var context = start(Home.locate(), aws, folder.resolve("h2"), Progress.SILENT)) {
                inAFile = digest(context.getBean(AssessmentRun.class).run(Optional.empty()));
            }

            var breaking = new BreaksBefore("Updating the backlog");
            try (var context = start(home, aws, folder.resolve("pg"), breaking)) {
                var run = context.getBean(AssessmentRun.class);
                assertThatThrownBy(() -> run.run(Optional.empty())).isInstanceOf(AssessmentFailed.class);
            }
            aws.calls().reset();
            try (var context = start(home, aws, folder.resolve("pg"), breaking)) {
                var run = context.getBean(AssessmentRun.class);
                var resumed = run.run(run.interrupted());

                assertThat(aws.calls().of("kms:*"))
                        .as("what was read is not read again")
                        .isZero();
                assertThat(digest(resumed)).isEqualTo(inAFile);
                reportsAreWrittenAgainFromTheDatabase(context, resumed);
                theSameRulesGiveTheSameFindings(context, resumed);
                aDeletedRunLeavesNothingButTheBacklog(context, resumed);
            }
            allTextsAreComparedByTheirBytes(database);
            theSecretIsNowhere(folder.resolve("pg"), database);
        }
    }

    private static ConfigurableApplicationContext start(Home home, EmbeddedAws aws, Path folder, Progress progress)
            throws IOException {
        return AtrestContext.start(home, folder.resolve("data"), beans -> {
            beans.registerBean(ReportFormats.class, () -> new ReportFormats(List.of(new FindingsJsonLines())));
            beans.registerBean(RuleCatalog.class, () -> RuleCatalog.load(home.config()));
            beans.registerBean(AssessmentRequest.class, () -> Assessing.request(aws, Assessing.EVERYTHING, folder));
            beans.registerBean(Progress.class, () -> progress);
        });
    }

    /** Of findings.jsonl, without the times and ids of the run. */
    private static String digest(AssessmentRun.Outcome outcome) throws Exception {
        return digest(outcome.folder());
    }

    private static String digest(Path reports) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var lines = Files.lines(reports.resolve("findings.jsonl"));
                var out = new DigestOutputStream(java.io.OutputStream.nullOutputStream(), digest)) {
            for (String line : (Iterable<String>) lines::iterator) {
                var finding = JSON.readTree(line).asObject();
                finding.remove("provenance");
                out.write(JSON.writeValueAsString(finding).getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void reportsAreWrittenAgainFromTheDatabase(
            ConfigurableApplicationContext context, AssessmentRun.Outcome outcome) throws Exception {
        String id = outcome.report().summary().id();
        var again = context.getBean(ReportFactory.class).of(id, List.of());
        Path file = Files.createDirectories(folder.resolve("again")).resolve("findings.jsonl");
        new FindingsJsonLines().write(again, file);
        assertThat(file).hasSameBinaryContentAs(outcome.folder().resolve("findings.jsonl"));
        assertThat(again.summary()).isEqualTo(outcome.report().summary());
    }

    private static void theSameRulesGiveTheSameFindings(
            ConfigurableApplicationContext context, AssessmentRun.Outcome outcome) throws IOException {
        var assessment = context.getBean(AssessmentStore.class)
                .find(outcome.report().summary().id())
                .orElseThrow();
        var result = context.getBean(Reperformance.class)
                .perform(
                        assessment,
                        context.getBean(RuleCatalog.class),
                        Optional.empty(),
                        difference -> {},
                        Progress.SILENT);
        assertThat(result.again()).isEqualTo(result.stored());
        assertThat(result.sealed()).contains(result.stored());
    }

    private static void aDeletedRunLeavesNothingButTheBacklog(
            ConfigurableApplicationContext context, AssessmentRun.Outcome outcome) {
        var jdbc = context.getBean(JdbcClient.class);
        context.getBean(RunHistory.class).delete(outcome.report().summary().id());
        List<String> tables = jdbc.sql("select distinct table_name from information_schema.columns"
                        + " where column_name = 'assessment_id' and table_name <> 'backlog_event'"
                        + " and table_name <> 'backlog_place'")
                .query(String.class)
                .list();
        assertThat(tables).contains("resource", "finding_block", "seal");
        for (String table : tables) {
            assertThat(count(jdbc, table)).as(table).isZero();
        }
        assertThat(count(jdbc, "document")).isZero();
        assertThat(count(jdbc, "batch_job_instance")).isZero();
        assertThat(count(jdbc, "backlog_item")).isPositive();
    }

    private static long count(JdbcClient jdbc, String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static void allTextsAreComparedByTheirBytes(Database database) throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select count(*), count(*) filter (where collation_name = 'C') from information_schema.columns
                        where table_schema = 'public' and data_type = 'character varying'""")) {
            row.next();
            assertThat(row.getInt(1)).isGreaterThan(50);
            assertThat(row.getInt(2)).isEqualTo(row.getInt(1));
        }
    }

    private static void theSecretIsNowhere(Path folder, Database database) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(database.password());
            }
        }
    }

    @Test
    void aSecondNightTellsWhatBecameOfTheItemsOfTheFirst() throws Exception {
        String broken = """
                regions: { enabled: [eu-central-1] }
                role: { name: atrest-audit, externalId: atrest-demo }
                accounts:
                  - { id: "111111111111", name: Management }
                  - id: "222222222222"
                    name: Shop
                    buckets: [ { name: orders, encryption: notConfigured, tags: { owner: "shop team" } } ]
                    regions:
                      eu-central-1:
                        volumes: [ { id: vol-1 }, { id: vol-2 } ]
                """;
        String mended = broken.replace("encryption: notConfigured", "encryption: AES256")
                .replace(", { id: vol-2 }", "");
        try (var aws = EmbeddedAws.start(Estate.parse(broken))) {
            var nights = new BacklogNights(aws, folder, cluster.database().home(folder.resolve("home")));
            Morning first = nights.night();
            assertThat(first.item("s3-bucket-internal-encrypted", "orders").state())
                    .isEqualTo(State.OPENED);
            aws.become(Estate.parse(mended));
            Morning second = nights.night();

            var bucket = second.item("s3-bucket-internal-encrypted", "orders");
            assertThat(bucket.state()).isEqualTo(State.RESOLVED);
            assertThat(second.kinds(bucket)).containsExactly(Kind.OPENED, Kind.RESOLVED);
            assertThat(second.item("ebs-volume-internal-encrypted", "vol-1").state())
                    .isEqualTo(State.STILL_OPEN);
            assertThat(second.item("ebs-volume-internal-encrypted", "vol-2").state())
                    .isEqualTo(State.GONE);
            assertThat(second.previous()).contains(first.assessmentId());
            assertThat(second.trend()).isEqualTo(2);
        }
    }
}
