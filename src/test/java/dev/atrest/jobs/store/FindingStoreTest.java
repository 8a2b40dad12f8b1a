package dev.atrest.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Evidence;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import dev.atrest.model.StatusCounts;
import dev.atrest.model.UnreadFact;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class FindingStoreTest {

    private static final Instant TIME = Instant.parse("2026-11-22T23:00:04Z");
    private static final String RUN = "20261122T230004Z";

    private JdbcConnectionPool database;
    private AssessmentStore assessments;
    private InventoryStore inventory;
    private FindingStore findings;

    @BeforeEach
    void openAnEmptyDatabase(@TempDir Path folder) {
        database = JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("atrest"), "sa", "");
        var jdbc = JdbcClient.create(database);
        assessments = new AssessmentStore(jdbc);
        inventory = new InventoryStore(jdbc, new JdbcTemplate(database));
        findings = new FindingStore(jdbc, new JdbcTemplate(database));
    }

    @AfterEach
    void close() {
        database.dispose();
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(database)
                .locations("filesystem:config/database")
                .javaMigrations(new SpringBatchTables(), new FindingsIntoSlices())
                .target(version)
                .load()
                .migrate();
    }

    private void beginRun(String id) {
        assessments.insert(
                new Assessment(id, TIME, Optional.empty(), Optional.empty(), "scope", "all", "caller", "1", "rules"));
    }

    private static Resource volume(int number) {
        String id = "vol-%05d".formatted(number);
        return new Resource(
                "arn:aws:ec2:eu-central-1:111122223333:volume/" + id,
                ResourceType.EBS_VOLUME,
                "111122223333",
                "eu-central-1",
                id,
                TIME,
                new FactSheet(Map.of("encrypted", true), Map.of(), Map.of("", "ec2:DescribeVolumes")));
    }

    private static Finding finding(Resource resource, String rule, FindingStatus status, Severity severity) {
        return new Finding(
                rule,
                status,
                severity,
                resource.arn(),
                resource.type(),
                resource.accountId(),
                resource.region(),
                resource.name(),
                status == FindingStatus.NOT_ASSESSED ? Optional.empty() : Optional.of(DataProtectionClass.INTERNAL),
                resource.name() + " is as it is",
                List.of(new Evidence("encrypted", true, "ec2:DescribeVolumes"), new Evidence("size", 8L, "")),
                status == FindingStatus.NOT_ASSESSED
                        ? List.of(new UnreadFact("tags", "ec2:DescribeTags", "AccessDenied"))
                        : List.of(),
                Map.of("cis", List.of("1.1", rule)),
                TIME);
    }

    /** Every third volume fails, every fifth could not be assessed. */
    private static Judged judged(int number) {
        Resource volume = volume(number);
        FindingStatus status = number % 3 == 0
                ? FindingStatus.FAIL
                : number % 5 == 0 ? FindingStatus.NOT_ASSESSED : FindingStatus.PASS;
        return new Judged(
                volume,
                List.of(
                        finding(volume, "a-low", status, Severity.LOW),
                        finding(volume, "b-high", status, Severity.HIGH)));
    }

    private static List<Judged> judged(int from, int to) {
        return IntStream.range(from, to).mapToObj(FindingStoreTest::judged).toList();
    }

    private static List<Finding> all(List<Judged> judged) {
        return judged.stream().flatMap(one -> one.findings().stream()).toList();
    }

    @Test
    void findingsComeBackAsTheyWereInTheOrderThatIsAskedFor() {
        migrate("latest");
        beginRun(RUN);
        findings.insert(RUN, List.of(FindingSlice.of(0, judged(0, 7)), FindingSlice.of(1, judged(7, 20))));
        findings.insert(RUN, List.of(FindingSlice.of(2, judged(20, 31))));

        List<Finding> expected = all(judged(0, 31));
        assertThat(findings.all(RUN)).containsExactlyElementsOf(expected);
        assertThat(findings.withStatus(RUN, FindingStatus.FAIL))
                .containsExactlyElementsOf(expected.stream()
                        .filter(finding -> finding.status() == FindingStatus.FAIL)
                        .sorted(Comparator.comparing(Finding::severity))
                        .toList());
        assertThat(findings.results(RUN)).hasSize(31).element(3).satisfies(result -> {
            assertThat(result.arn()).isEqualTo(volume(3).arn());
            assertThat(result.statuses()).isEqualTo(Map.of("a-low", FindingStatus.FAIL, "b-high", FindingStatus.FAIL));
        });
        var counts = new StatusCounts(16, 11, 4, 0);
        assertThat(findings.countByRule(RUN)).isEqualTo(Map.of("a-low", counts, "b-high", counts));
        assertThat(findings.countByAccount(RUN)).isEqualTo(Map.of("111122223333", counts.plus(counts)));
        assertThat(findings.countBySeverity(RUN).get(FindingStatus.FAIL))
                .isEqualTo(Map.of(Severity.LOW, 11L, Severity.HIGH, 11L));
        assertThat(findings.checkpoint(RUN))
                .isEqualTo(new FindingStore.Checkpoint(3, volume(30).arn()));
    }

    @Test
    void blocksThatWouldBeTooLongAreCut() {
        migrate("latest");
        beginRun(RUN);
        String sentence = "long ".repeat(20_000);
        List<Judged> judged = IntStream.range(0, 10)
                .mapToObj(FindingStoreTest::volume)
                .map(volume -> new Judged(volume, List.of(longFinding(volume, sentence))))
                .toList();
        FindingSlice slice = FindingSlice.of(0, judged);
        findings.insert(RUN, List.of(slice));

        assertThat(slice.blocks()).extracting(FindingBlock::part).containsExactly(0, 1, 2, 3);
        assertThat(findings.all(RUN)).containsExactlyElementsOf(all(judged));
        assertThat(findings.withStatus(RUN, FindingStatus.FAIL)).containsExactlyElementsOf(all(judged));
    }

    private static Finding longFinding(Resource volume, String message) {
        return new Finding(
                "a-low",
                FindingStatus.FAIL,
                Severity.LOW,
                volume.arn(),
                volume.type(),
                volume.accountId(),
                volume.region(),
                volume.name(),
                Optional.empty(),
                message,
                List.of(),
                List.of(),
                Map.of(),
                TIME);
    }

    @Test
    void aDatabaseOfVersion2KeepsItsFindings() {
        migrate("2");
        beginRun(RUN);
        beginRun("20261123T230004Z");
        List<Judged> judged = judged(0, 1200);
        var unaffected = volume(99_999);
        for (String run : List.of(RUN, "20261123T230004Z")) {
            inventory.save(run, judged.stream().map(Judged::resource).toList());
            inventory.save(run, List.of(unaffected));
            new JdbcTemplate(database).batchUpdate("""
                    insert into finding (assessment_id, resource_arn, rule_id, account_id, status, severity, body)
                    values (?, ?, ?, ?, ?, ?, ?)""", all(judged), 1000, (statement, finding) -> {
                statement.setString(1, run);
                statement.setString(2, finding.resourceArn());
                statement.setString(3, finding.ruleId());
                statement.setString(4, finding.accountId());
                statement.setString(5, finding.status().name());
                statement.setInt(6, finding.severity().ordinal());
                statement.setString(7, Json.write(finding));
            });
        }
        assessments.markEvaluated(RUN, TIME);

        migrate("latest");

        assertThat(findings.all(RUN)).containsExactlyElementsOf(all(judged));
        assertThat(findings.countByRule(RUN))
                .isEqualTo(Map.of(
                        "a-low", new StatusCounts(640, 400, 160, 0), "b-high", new StatusCounts(640, 400, 160, 0)));
        assertThat(findings.results(RUN)).hasSize(1201);
        // The other run was being evaluated: that begins again.
        assertThat(findings.checkpoint("20261123T230004Z")).isEqualTo(FindingStore.Checkpoint.START);
        assertThat(JdbcClient.create(database)
                        .sql("select count(*) from information_schema.tables where lower(table_name) like 'finding_v2'")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
