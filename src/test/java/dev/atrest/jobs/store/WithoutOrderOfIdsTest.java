package dev.atrest.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.atrest.model.BacklogItem;
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
class WithoutOrderOfIdsTest {

    private static final Instant TIME = Instant.parse("2026-11-22T23:00:04Z");
    private static final String A_ON_A = BacklogItem.idOf("rule-a", "arn:a");
    private static final String B_ON_A = BacklogItem.idOf("rule-b", "arn:a");
    private static final String A_ON_B = BacklogItem.idOf("rule-a", "arn:b");
    private static final String NEVER_GIVEN = BacklogItem.idOf("rule-a", "arn:never-given");
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
        item(jdbc, A_ON_A, "rule-a", "arn:a", "OPEN");
        item(jdbc, B_ON_A, "rule-b", "arn:a", "RESOLVED");
        item(jdbc, A_ON_B, "rule-a", "arn:b", "OPEN");
        item(jdbc, NEVER_GIVEN, "rule-a", "arn:never-given", "OPEN");
        item(jdbc, BacklogItem.idOf("rule-c", "arn:gone"), "rule-c", "arn:gone", "GONE");
        jdbc.sql("insert into ticket_export (target, at, complete, items) values ('jira', ?, true, 3)")
                .param(AssessmentStore.timestamp(TIME))
                .update();
        given(jdbc, "jira", A_ON_A, 1L, "digest-9", "OPEN", true, "JIRA-9");
        given(jdbc, "jira", B_ON_A, 1L, "digest-5", "RESOLVED", false, "");
        given(jdbc, "servicenow", A_ON_A, null, "", "", false, "INC-1");
        given(jdbc, "jira", A_ON_B, 1L, "digest-1", "OPEN", false, "");

        migrate(database, "latest");

        var given = new GivenStore(jdbc, new JdbcTemplate(database));
        assertThat(given.candidates("jira", Optional.empty()))
                .extracting(
                        candidate -> candidate.item().id(),
                        candidate -> candidate.given().orElse(null))
                .containsExactly(
                        tuple(A_ON_A, new GivenStore.Given("digest-9", "OPEN", true, false, "JIRA-9", 1)),
                        tuple(A_ON_B, new GivenStore.Given("digest-1", "OPEN", false, false, "", 1)),
                        tuple(NEVER_GIVEN, null),
                        tuple(B_ON_A, new GivenStore.Given("digest-5", "RESOLVED", false, true, "", 1)));
        assertThat(given.candidates("servicenow", Optional.empty())
                        .filter(candidate -> candidate.given().isPresent()))
                .extracting(candidate -> candidate.given().orElseThrow())
                .containsExactly(new GivenStore.Given("", "", false, false, "INC-1", 0));
        assertThat(given.unacknowledged("jira")).isEqualTo(2);

        var ids = new ItemIds(jdbc);
        var keys = new TicketKeyStore(jdbc, new JdbcTemplate(database), ids);
        assertThat(keys.items(List.of(A_ON_B, "rule-a-0123456789abcdef")))
                .isEqualTo(Map.of(A_ON_B, new ItemKey("rule-a", "arn:b")));
        assertThat(keys.lacking(
                        "jira",
                        ids.find(List.of(A_ON_A, B_ON_A, A_ON_B, NEVER_GIVEN)).values()))
                .containsOnly(new ItemKey("rule-b", "arn:a"), new ItemKey("rule-a", "arn:b"));

        jdbc.sql("delete from backlog_item where id = ?").param(A_ON_A).update();
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
