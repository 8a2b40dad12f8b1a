package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.doctor.LocalChecks;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.postgres.PostgresCluster;
import dev.atrest.postgres.PostgresCluster.Database;
import dev.atrest.readers.Check.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL database that cannot be worked with is told in one message that says what to do, and no secret. */
class PostgresMessagesTest {

    private static PostgresCluster cluster;

    @TempDir
    private Path folder;

    private Database database;

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

    @BeforeEach
    void anEmptyDatabase() throws SQLException {
        database = cluster.database();
    }

    /** The message about what keeps atrest from working with this database; empty when nothing does. */
    private String message(Database configured) throws IOException {
        Path place = Files.createTempDirectory(folder, "installed");
        Home home = configured.home(place.resolve("home"));
        Exception refusal = catchException(() -> AtrestContext.start(home, place.resolve("data"), "runs", beans -> {})
                .close());
        return refusal == null ? "" : message(refusal);
    }

    private static String message(Exception refusal) {
        var out = new StringWriter();
        assertThat(Failure.report(refusal, new PrintWriter(out))).isEqualTo(ExitCode.ERROR);
        assertThat(out.toString()).hasLineCount(1).doesNotContain("unexpected error");
        return out.toString();
    }

    private Database at(String url) {
        return new Database(url, database.username(), database.password());
    }

    @Test
    void oneThatIsInUseNamesWhoUsesItWhateverTheFolderOfTheOther() throws Exception {
        Home home = database.home(folder.resolve("home"));
        try (var holder = AtrestContext.start(home, folder.resolve("data"), "nightly", beans -> {})) {
            assertThat(holder.getBean(AssessmentStore.class).list()).isEmpty();
            assertThat(message(database))
                    .matches(
                            "(?s)atrest: the database night\\d+ \\(schema public\\) on 127\\.0\\.0\\.1:\\d+ is in use by"
                                    + " atrest nightly \\(process "
                                    + ProcessHandle.current().pid() + " on .*, user "
                                    + System.getProperty("user.name")
                                    + ", since .*\\); wait for it, or configure another"
                                    + " database or schema\\n");
            try (var connection = database.connect();
                    var statement = connection.createStatement()) {
                statement.execute("create schema other");
            }
            assertThat(message(at(database.url() + "?currentSchema=other")))
                    .as("another schema is another database")
                    .isEmpty();
        }
        assertThat(message(database)).as("once it is given back").isEmpty();
    }

    @Test
    void aProcessThatLostItsHoldWritesNoMore() throws Exception {
        Home home = database.home(folder.resolve("home"));
        Path settings = home.config().resolve("application.yml");
        Files.writeString(
                settings,
                Files.readString(settings).replace("  hikari:\n", "  hikari:\n      connection-timeout: 500\n"));
        try (var first = AtrestContext.start(home, folder.resolve("data"), "assess", beans -> {})) {
            try (var administrator = cluster.administrator();
                    var statement = administrator.createStatement();
                    var ended = statement.executeQuery("select count(*) from (select pg_terminate_backend(pid)"
                            + " from pg_stat_activity where datname = '"
                            + database.url().substring(database.url().lastIndexOf('/') + 1) + "') ended")) {
                ended.next();
                assertThat(ended.getInt(1)).isPositive();
            }
            assertThat(message(database)).as("another process may have it now").isEmpty();

            var store = first.getBean(AssessmentStore.class);
            Exception refusal = catchException(store::list);
            while (refusal != null && !message(refusal).contains("no longer holds")) {
                // A connection that was in the pool told that it was ended; the pool makes a new one.
                assertThat(message(refusal)).contains("the database does not answer");
                refusal = catchException(store::list);
            }
            assertThat(refusal).isNotNull();
            assertThat(message(refusal))
                    .contains("this process no longer holds the database")
                    .contains("start the same command again: it goes on where it was");
        }
    }

    @Test
    void oneOfANewerVersionSaysSo() throws Exception {
        assertThat(message(database)).isEmpty();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "insert into flyway_schema_history select installed_rank + 100, '999', 'of tomorrow', type,"
                            + " 'V999__of_tomorrow.sql', 1, installed_by, installed_on, 1, true"
                            + " from flyway_schema_history where version = '2'");
        }

        assertThat(message(database))
                .contains("the database is of a newer version of atrest: its tables are of version 999")
                .contains("upgrade atrest, or configure another database or schema");
    }

    @Test
    void oneThatLetsNobodyInOrIsNotThereSaysHowToMendIt() throws Exception {
        assertThat(message(new Database(database.url(), "atrest", "wrong-secret")))
                .contains("password authentication failed for user \"atrest\"")
                .contains("SPRING_DATASOURCE_PASSWORD")
                .doesNotContain("wrong-secret");
        assertThat(message(at(database.url() + "nope"))).contains("does not exist; make it as docs/database.md says");
        assertThat(message(at(database.url() + "?currentSchema=nope"))).contains("has none of the schemas");
        assertThat(message(at("jdbc:postgresql://127.0.0.1:1/atrest"))).contains("the database does not answer");
        assertThat(message(at("jdbc:postgresql://user:s3cret@127.0.0.1/atrest")))
                .contains("spring.datasource.url cannot be read")
                .doesNotContain("s3cret");
        assertThat(message(at("jdbc:mysql://user:s3cret@127.0.0.1/atrest")))
                .contains("begins with jdbc:mysql: where jdbc:postgresql: is known")
                .doesNotContain("s3cret");
        try (var connection = cluster.administrator();
                var statement = connection.createStatement()) {
            statement.execute("create role reader login password 'reader'");
        }
        assertThat(message(new Database(database.url(), "reader", "reader")))
                .contains("permission denied for schema public")
                .contains("docs/database.md");
    }

    @Test
    void theDoctorLooksAtItWithoutMakingItsTables() throws Exception {
        Home home = database.home(folder.resolve("home"));
        var checks = new LocalChecks(home, folder.resolve("data"), () -> RuleCatalog.load(home.config())).all();
        assertThat(checks.getLast().result()).isEqualTo(Result.OK);
        assertThat(checks.getLast().detail()).startsWith("new; the next command brings it up to date");
        try (var connection = database.connect();
                var tables = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            assertThat(tables.next()).isFalse();
        }
    }
}
