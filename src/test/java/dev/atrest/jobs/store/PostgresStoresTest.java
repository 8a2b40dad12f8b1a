package dev.atrest.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.atrest.model.FactSheet;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.postgres.PostgresCluster;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What stores ask of PostgreSQL that an assessment in a quiet night does not. */
class PostgresStoresTest {

    private static final Instant TIME = Instant.parse("2026-11-22T23:00:04Z");
    private static final String RUN = "20261122T230004Z";
    private static final int MANY = 20_000;

    private static PostgresCluster cluster;

    private Connection connection;
    private JdbcClient jdbc;
    private JdbcTemplate template;
    private InventoryStore inventory;

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

    /** All goes through one connection, in one transaction. */
    @BeforeEach
    void beginARun() throws SQLException {
        var database = cluster.database();
        Flyway.configure()
                .dataSource(database.url(), database.username(), database.password())
                .locations("filesystem:config/database")
                .javaMigrations(new SpringBatchTables(), new FindingsIntoSlices())
                .callbacks(new ByteOrder())
                .load()
                .migrate();
        connection = database.connect();
        connection.setAutoCommit(false);
        var source = new SingleConnectionDataSource(connection, true);
        jdbc = JdbcClient.create(source);
        template = new JdbcTemplate(source);
        inventory = new InventoryStore(jdbc, template);
        new AssessmentStore(jdbc)
                .insert(new Assessment(
                        RUN, TIME, Optional.empty(), Optional.empty(), "scope", "all", "caller", "1", "rules"));
    }

    @AfterEach
    void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }

    private static Resource bucket(String arn, String name) {
        return new Resource(
                arn,
                ResourceType.S3_BUCKET,
                "111122223333",
                "eu-central-1",
                name,
                TIME,
                new FactSheet(Map.of("versioning", "ENABLED"), Map.of(), Map.of("", "s3:ListBuckets")));
    }

    @Test
    void aPageThatIsReadTwiceReplacesWhatIsThere() {
        inventory.save(RUN, List.of(bucket("arn:a", "first"), bucket("arn:b", "first")));
        inventory.save(RUN, List.of(bucket("arn:b", "second"), bucket("arn:c", "second")));

        assertThat(inventory.resources(RUN))
                .extracting(Resource::arn, Resource::name)
                .containsExactly(tuple("arn:a", "first"), tuple("arn:b", "second"), tuple("arn:c", "second"));
    }

    @Test
    void resourcesComeInTheOrderOfTheirCharactersAndNoPageMissesOne() {
        var arns = List.of("arn:aws:s3:::B", "arn:aws:s3:::a", "arn:aws:s3:::a-b", "arn:aws:s3:::ab", "arn:aws:s3:::ä");
        inventory.save(
                RUN, arns.reversed().stream().map(arn -> bucket(arn, "x")).toList());

        assertThat(inventory.resources(RUN)).extracting(Resource::arn).containsExactlyElementsOf(arns);
        for (int i = 0; i < arns.size(); i++) {
            assertThat(inventory.after(RUN, arns.get(i), MANY)).hasSize(arns.size() - 1 - i);
        }
        assertThat(InventoryStore.precedes(arns.get(0), arns.get(1))).isTrue();
    }

    @Test
    void charactersThatItRefusesAreReplaced() {
        inventory.save(RUN, List.of(bucket("arn:a", "a\0b"), bucket("arn:b", "half \ud83d of a key")));

        assertThat(inventory.find(RUN, "arn:a")).map(Resource::name).contains("a\uFFFDb");
        assertThat(inventory.find(RUN, "arn:b"))
                .map(Resource::name)
                .get()
                .asString()
                .startsWith("half ");
    }

    @Test
    void whoAsksForTheFirstOfManyResourcesGetsOnePageOfThem() {
        jdbc.sql("insert into resource select ?, 'arn:' || lpad(n::text, 8, '0'), 'EBS_VOLUME', '111122223333',"
                        + " 'eu-central-1', 'v', now(), '{\"values\":{},\"unread\":{},\"sources\":{}}'"
                        + " from generate_series(1, " + MANY + ") n")
                .param(RUN)
                .update();
        new Statistics(template).renew();
        long before = read();

        assertThat(inventory.resources(RUN).limit(10)).hasSize(10);
        assertThat(read() - before).as("rows that the server has read").isEqualTo(500);

        assertThat(inventory.resources(RUN, ResourceType.EBS_VOLUME).count()).isEqualTo(MANY);
        assertThat(read() - before).as("each is read once").isEqualTo(500 + MANY);
    }

    /** How many rows of the inventory this transaction has read, by an index or without. */
    private long read() {
        return jdbc.sql("select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'resource'")
                .query(Long.class)
                .single();
    }
}
