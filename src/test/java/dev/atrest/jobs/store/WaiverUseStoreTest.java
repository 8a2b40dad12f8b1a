package dev.atrest.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.model.FactSheet;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class WaiverUseStoreTest {

    private static final Instant TIME = Instant.parse("2026-11-22T23:00:04Z");
    private static final String RUN = "20261122T230004Z";
    private static final Waiver CRM = new Waiver(
            "crm",
            "ebs-*",
            Optional.of("arn:aws:ec2:*"),
            Optional.empty(),
            Map.of("Note", "=cmd|'/C calc'!A0\n\u202E", "Stage", "*"),
            "Zum Jahresende abgelöst",
            "Jana Müller",
            "",
            LocalDate.of(2026, 9, 1),
            LocalDate.of(2026, 12, 31),
            "config/waivers.yml:2");

    private JdbcConnectionPool database;
    private AssessmentStore assessments;
    private FindingStore findings;
    private WaiverUseStore waivers;

    @BeforeEach
    void openADatabaseWithAnAssessment(@TempDir Path folder) {
        database = JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("atrest"), "sa", "");
        Flyway.configure()
                .dataSource(database)
                .locations("filesystem:config/database")
                .javaMigrations(new SpringBatchTables(), new FindingsIntoSlices())
                .load()
                .migrate();
        var jdbc = JdbcClient.create(database);
        assessments = new AssessmentStore(jdbc);
        findings = new FindingStore(jdbc, new JdbcTemplate(database));
        waivers = new WaiverUseStore(jdbc);
        assessments.insert(
                new Assessment(RUN, TIME, Optional.empty(), Optional.empty(), "scope", "all", "caller", "1", "rules"));
    }

    @AfterEach
    void close() {
        database.dispose();
    }

    private static WaiverUse use(String id, WaiverUse.State state, long failures) {
        var waiver = new Waiver(
                id,
                CRM.rule(),
                CRM.resource(),
                CRM.account(),
                CRM.tags(),
                CRM.reason(),
                CRM.approver(),
                CRM.ticket(),
                CRM.granted(),
                CRM.expires(),
                CRM.file());
        return new WaiverUse(waiver, state, failures);
    }

    private static FindingSlice slice(int number, String... waivers) {
        var volume = new Resource(
                "arn:aws:ec2:eu-central-1:111122223333:volume/vol-" + number,
                ResourceType.EBS_VOLUME,
                "111122223333",
                "eu-central-1",
                "vol",
                TIME,
                new FactSheet(Map.of(), Map.of(), Map.of()));
        return FindingSlice.of(number, List.of(new Judged(volume, List.of(), List.of(waivers))));
    }

    @Test
    void waiversComeBackAsTheyWereWithWhatWasCounted() {
        waivers.note(
                RUN,
                List.of(
                        use("crm", WaiverUse.State.IN_FORCE, 0),
                        use("a-b", WaiverUse.State.EXPIRED, 0),
                        use("ab", WaiverUse.State.TOO_LONG, 0)));
        findings.insert(RUN, List.of(slice(0, "crm", "crm", "ab"), slice(1), slice(2, "crm")));
        findings.insert(RUN, List.of(slice(3, "ab")));

        assertThat(waivers.list(RUN))
                .containsExactly(
                        use("a-b", WaiverUse.State.EXPIRED, 0),
                        use("ab", WaiverUse.State.TOO_LONG, 2),
                        new WaiverUse(CRM, WaiverUse.State.IN_FORCE, 3));
        assertThat(waivers.list("another")).isEmpty();
    }

    @Test
    void whatIsNotedAgainKeepsItsCount() {
        waivers.note(RUN, List.of(use("crm", WaiverUse.State.IN_FORCE, 0)));
        findings.insert(RUN, List.of(slice(0, "crm")));

        waivers.note(RUN, List.of(use("crm", WaiverUse.State.IN_FORCE, 0)));

        assertThat(waivers.list(RUN)).containsExactly(use("crm", WaiverUse.State.IN_FORCE, 1));
    }

    @Test
    void aWaiverThatNobodyNotedIsNotLostInSilence() {
        waivers.note(RUN, List.of(use("crm", WaiverUse.State.IN_FORCE, 0)));

        assertThatThrownBy(() -> findings.insert(RUN, List.of(slice(0, "crm", "other"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("other")
                .hasMessageContaining(RUN);
    }

    @Test
    void whatBelongsToAnAssessmentGoesWithIt() {
        waivers.note(RUN, List.of(use("crm", WaiverUse.State.IN_FORCE, 0)));

        assessments.delete(RUN);

        assertThat(waivers.list(RUN)).isEmpty();
    }
}
