package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atrest.endtoend.Tally.Topic;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import dev.atrest.writers.ReadBack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The demo estate in every format, read back by readers that know a format and nothing of the writer: whatever number a
 * report tells, in a summary or by its rows, is that of the findings, the coverage ledger and the database.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Assessing.SPRING_BATCH)
class NumbersAgreeTest {

    private ReportedNights.Reports reports;
    private Tally expected;

    @BeforeAll
    void assess(@TempDir Path folder) throws IOException {
        reports = new ReportedNights(folder).assess();
        expected = ExpectedNumbers.of(reports.english(), reports.stored());
    }

    @Test
    void thereIsSomethingToCompareInEveryTopic() {
        assertThat(expected.topics()).containsExactlyInAnyOrder(Topic.values());
        assertThat(expected.topics())
                .allSatisfy(
                        topic -> assertThat(expected.of(topic)).as("%s", topic).isNotEmpty());
        assertThat(expected.of(Topic.STATUSES)).hasSize(4);
        assertThat(expected.of(Topic.CHANGES)).containsKeys("OPENED", "RESOLVED", "GONE", "UNKNOWN", "WAIVED");
        assertThat(expected.of(Topic.BACKLOG))
                .containsKeys("OPENED", "STILL_OPEN", "UNKNOWN", "WAIVED", "RESOLVED", "GONE");
        assertThat(expected.of(Topic.TREND)).containsKeys("1 FAIL", "2 FAIL");
    }

    @Test
    void theDatabaseCountsWhatTheFindingsAndTheLedgerList() {
        agree(Map.of("database", reports.stored().findings()));
        Map<String, Long> backlog = expected.of(Topic.BACKLOG);
        Map<String, Long> statuses = expected.of(Topic.STATUSES);
        assertThat(backlog.get("OPENED") + backlog.get("STILL_OPEN")).isEqualTo(statuses.get("FAIL"));
        assertThat(backlog.get("WAIVED")).isEqualTo(statuses.get("WAIVED"));
        assertThat(expected.of(Topic.TREND)).containsEntry("2 FAIL", statuses.get("FAIL"));
    }

    @Test
    void theMachineFormatsAgree() throws IOException {
        Path folder = reports.english();
        agree(Map.of(
                "jsonl", machine(ReadBack.jsonLines(folder.resolve("findings.jsonl"))),
                "ocsf", machine(ReadBack.ocsf(folder.resolve("findings.ocsf.jsonl"))),
                "asff", machine(ReadBack.asff(folder.resolve("findings.asff.jsonl"))),
                "oscal", machine(ReadBack.oscal(folder.resolve("assessment-results.oscal.json"))),
                "sarif", machine(ReadBack.sarif(folder.resolve("findings.sarif.json"))),
                "junit", machine(ReadBack.junit(folder.resolve("junit.xml")))));
    }

    @Test
    void theMachineFormatsAgreeByRuleAndAccountAndOnTheCoverage() throws Exception {
        Map<String, Tally> told = MachineNumbers.read(reports.english());
        assertThat(told.get("oscal").topics()).containsExactlyInAnyOrder(Topic.FIGURES, Topic.RULES);
        assertThat(told.get("sarif").topics()).containsExactlyInAnyOrder(Topic.RULES_NOT_PASSED, Topic.ACCOUNT_GAPS);
        assertThat(told.get("jsonl").of(Topic.WAIVED_BY)).isNotEmpty();
        agree(told);
        assertThat(MachineNumbers.oscalControls(reports.english()).of(Topic.CONTROLS))
                .isNotEmpty()
                .satisfies(controls -> assertThat(expected.of(Topic.CONTROLS)).containsAllEntriesOf(controls))
                .anySatisfy((control, _) -> assertThat(control).endsWith(" WAIVED"))
                .anySatisfy((control, _) -> assertThat(control).endsWith(" NOT_ASSESSED"));
    }

    private static Tally machine(Map<FindingStatus, Map<Severity, Long>> read) {
        var tally = new Tally();
        read.forEach((status, severities) -> severities.forEach((severity, number) -> {
            tally.add(Topic.FINDINGS, number, status.name(), severity.name());
            tally.add(Topic.STATUSES, number, status.name());
        }));
        return tally;
    }

    @Test
    void theBacklogForTicketsAgrees() throws IOException {
        var tally = new Tally();
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var rows = format.parse(Files.newBufferedReader(reports.english().resolve("backlog.csv")))) {
            rows.forEach(row -> {
                String state = row.get("State");
                tally.one(Topic.BACKLOG_LISTED, state);
                tally.add(Topic.OPEN, state.equals("WAIVED") ? 0 : 1, "open");
                boolean failing = !Set.of("UNKNOWN", "WAIVED").contains(state);
                tally.add(Topic.ACCOUNT_FAILURES, failing ? 1 : 0, row.get("Account ID"), row.get("Severity"));
            });
        }
        agree(Map.of("csv", tally));
    }

    @Test
    void theWorkbookAgreesInBothLanguages() throws Exception {
        for (var language : languages().entrySet()) {
            Map<String, Tally> told =
                    ExcelNumbers.read(language.getValue().resolve("report.xlsx"), new Words(language.getKey()));
            areRead(
                    told,
                    Set.of(Topic.FAILURES, Topic.RULES_NOT_PASSED, Topic.BACKLOG, Topic.OPEN),
                    "xlsx summary",
                    "xlsx contents, rows",
                    "xlsx coverage",
                    "xlsx controls",
                    "xlsx findings",
                    "xlsx backlog",
                    "xlsx changes",
                    "xlsx waivers",
                    "xlsx population",
                    "xlsx rules");
            agree(told);
        }
    }

    @Test
    void thePageAgreesInBothLanguages() throws IOException {
        for (var language : languages().entrySet()) {
            Map<String, Tally> told =
                    HtmlNumbers.read(language.getValue().resolve("report.html"), new Words(language.getKey()));
            areRead(
                    told,
                    Set.of(
                            Topic.FAILURES,
                            Topic.ACCOUNT_FAILURES,
                            Topic.RULES_NOT_PASSED,
                            Topic.BACKLOG_LISTED,
                            Topic.CONTENTS),
                    "html summary",
                    "html coverage",
                    "html controls",
                    "html accounts",
                    "html backlog",
                    "html changes",
                    "html changes, rows",
                    "html waivers",
                    "html rules",
                    "html findings, rows");
            agree(told);
        }
    }

    @Test
    void theDocumentAgreesInBothLanguages() throws Exception {
        assumeTrue(isInstalled("pdftotext"), "pdftotext is not installed: apt-get install poppler-utils");
        for (var language : languages().entrySet()) {
            Map<String, Tally> told =
                    PdfNumbers.read(language.getValue().resolve("report.pdf"), new Words(language.getKey()));
            areRead(
                    told,
                    Set.of(
                            Topic.FINDINGS,
                            Topic.ACCOUNT_FAILURES,
                            Topic.LISTED,
                            Topic.CONTROL_RESULTS,
                            Topic.TYPES,
                            Topic.UNREAD,
                            Topic.BACKLOG_LISTED,
                            Topic.WAIVED_BY,
                            Topic.TREND,
                            Topic.CONTENTS),
                    "pdf summary",
                    "pdf changes",
                    "pdf changes, rows",
                    "pdf coverage",
                    "pdf controls",
                    "pdf accounts",
                    "pdf backlog",
                    "pdf findings",
                    "pdf findings, rows",
                    "pdf waivers",
                    "pdf rules");
            agree(told);
        }
    }

    private Map<String, Path> languages() {
        return Map.of("en", reports.english(), "de", reports.german());
    }

    private static boolean isInstalled(String tool) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    private static void areRead(Map<String, Tally> told, Set<Topic> silentOn, String... places) {
        assertThat(told).containsOnlyKeys(places);
        assertThat(told.values().stream().flatMap(tally -> tally.topics().stream()))
                .hasSameElementsAs(EnumSet.complementOf(EnumSet.copyOf(silentOn)));
    }

    /** All that is told is expected, and all that is expected of a topic is told. */
    private void agree(Map<String, Tally> told) {
        var differences = new TreeMap<String, Map<String, String>>();
        told.forEach((place, tally) -> tally.topics().forEach(topic -> {
            Map<String, String> different = Differences.between(expected.of(topic), tally.of(topic));
            if (!different.isEmpty()) {
                differences.put(place + ", " + topic, different);
            }
        }));
        assertThat(differences).isEmpty();
    }
}
