package dev.atrest.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.atrest.postgres.PostgresCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What version 13 knew of exports, version 14 knows too. */
class ExportsInOrderTest {

    private static final Instant TIME = Instant.parse("2026-11-22T23:00:04Z");
    private static final String ITEM =
            "insert into backlog_item (id, rule_id, rule_title, arn, resource_type, account_id,"
                    + " region, name, severity, effort, owner, priority, priority_explanation, message, facts, state, due_on,"
                    + " first_seen_at, opened_at, seen_at, reopened, changed_at, ticket) values (?, ?, 'Title', ?, 'S3_BUCKET',"
                    + " '111122223333', 'eu-central-1', 'name', 0, 'LOW', '', 100, 'high', 'message', '{}', ?, date '2026-12-24', ?, ?, ?,"
                    + " 0, ?, '')";

    @Test
    void aFileKeepsWhatTargetsWereGiven(@TempDir Path folder) {
        migrates(new DriverManagerDataSource("jdbc:h2:file:" + folder.resolve("atrest"), "sa", ""));
    }

    @Test
    void aServerKeepsWhatTargetsWereGiven() throws IOException, SQLException {
        try (var cluster = PostgresCluster.start()) {
            var database = cluster.database();
            migrates(new DriverManagerDataSource(database.url(), database.username(), database.password()));
        }
    }

    private static void migrate(DataSource database, String version) {
        Flyway.configure()
                .dataSource(database)
                .locations("filesystem:config/database")
                .javaMigrations(new SpringBatchTables(), new FindingsIntoSlices())
                .callbacks(new ByteOrder())
                .target(version)
                .load()
                .migrate();
    }

    private static void migrates(DataSource database) {
        migrate(database, "13");
        var jdbc = JdbcClient.create(database);
        item(jdbc, "id-9", "rule-a", "arn:a", "OPEN");
        item(jdbc, "id-5", "rule-b", "arn:a", "RESOLVED");
        item(jdbc, "id-1", "rule-a", "arn:b", "OPEN");
        item(jdbc, "id-0", "rule-a", "arn:never-given", "OPEN");
        item(jdbc, "id-3", "rule-c", "arn:gone", "GONE");
        jdbc.sql("insert into ticket_export (target, at, complete, items) values ('jira', ?, true, 3)")
                .param(AssessmentStore.timestamp(TIME))
                .update();
        given(jdbc, "jira", "id-9", 1L, "digest-9", "OPEN", true, "JIRA-9");
        given(jdbc, "jira", "id-5", 1L, "digest-5", "RESOLVED", false, "");
        given(jdbc, "servicenow", "id-9", null, "", "", false, "INC-1");
        given(jdbc, "jira", "id-1", 1L, "digest-1", "OPEN", false, "");

        migrate(database, "latest");

        var given = new GivenStore(jdbc, new JdbcTemplate(database));
        assertThat(given.candidates("jira", Optional.empty()))
                .extracting(
                        candidate -> candidate.item().id(),
                        candidate -> candidate.given().orElse(null))
                .containsExactly(
                        tuple("id-9", new GivenStore.Given("digest-9", "OPEN", true, false, "JIRA-9", 1)),
                        tuple("id-1", new GivenStore.Given("digest-1", "OPEN", false, false, "", 1)),
                        tuple("id-0", null),
                        tuple("id-5", new GivenStore.Given("digest-5", "RESOLVED", false, true, "", 1)));
        assertThat(given.candidates("servicenow", Optional.empty())
                        .filter(candidate -> candidate.given().isPresent()))
                .extracting(candidate -> candidate.given().orElseThrow())
                .containsExactly(new GivenStore.Given("", "", false, false, "INC-1", 0));
        assertThat(given.unacknowledged("jira")).isEqualTo(2);

        var keys = new TicketKeyStore(jdbc, new JdbcTemplate(database));
        assertThat(keys.items(List.of("id-1", "id-8"))).isEqualTo(Map.of("id-1", new ItemKey("rule-a", "arn:b")));
        assertThat(keys.lacking("jira", List.of("id-9", "id-5", "id-1", "id-0")))
                .containsOnly("id-5", "id-1");

        jdbc.sql("delete from backlog_item where id = 'id-9'").update();
        assertThat(jdbc.sql("select target, rule_id, arn from ticket_export_item order by arn")
                        .query((row, index) -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3))
                        .list())
                .as("what an item was given goes with it")
                .containsExactly("jira rule-b arn:a", "jira rule-a arn:b");
    }

    private static void item(JdbcClient jdbc, String id, String rule, String arn, String state) {
        var at = AssessmentStore.timestamp(TIME);
        jdbc.sql(ITEM).params(id, rule, arn, state, at, at, at, at).update();
    }

    private static void given(
            JdbcClient jdbc,
            String target,
            String item,
            @Nullable Long export,
            String digest,
            String state,
            boolean acknowledged,
            String ticket) {
        jdbc.sql(
                        "insert into ticket_export_item (target, item_id, export_id, digest, state, acknowledged, may_be_closed,"
                                + " ticket) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(target, item, export, digest, state, acknowledged, state.equals("RESOLVED"), ticket)
                .update();
    }
}
