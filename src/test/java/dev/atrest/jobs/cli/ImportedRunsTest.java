package dev.atrest.jobs.cli;

import static dev.atrest.jobs.cli.SealedDemo.atrest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.BacklogStore;
import dev.atrest.jobs.store.SealStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/** What was imported belongs to another machine, maybe of another organisation, and disturbs nothing of this one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock("Spring Batch")
class ImportedRunsTest {

    private Path folder;
    private SealedDemo demo;
    private String data;

    @BeforeAll
    void importARun(@TempDir Path folder) {
        this.folder = folder;
        demo = SealedDemo.assess(folder);
        data = folder.resolve("auditor").toString();
        String archive = folder.resolve("evidence.zip").toString();
        assertThat(atrest("evidence", "export", archive, "--data", demo.data()).code())
                .isEqualTo(ExitCode.COMPLIANT);
        assertThat(atrest("evidence", "import", archive, "--data", data).code()).isEqualTo(ExitCode.COMPLIANT);
    }

    /** An assessment of this machine, of the same scope in words as the imported one, which starts at that time. */
    private static Assessment ofThisMachine(Assessment imported, String id, Instant start) {
        return new Assessment(
                id,
                start,
                Optional.of(start),
                Optional.of(start),
                "0".repeat(64),
                imported.scope(),
                imported.caller(),
                imported.version(),
                imported.rulesDigest());
    }

    @Test
    void itIsInNobodysHistoryNorChainAndHasNoHistory() throws Exception {
        try (var context = AtrestContext.start(Home.locate(), Path.of(data), "test", beans -> {})) {
            var assessments = context.getBean(AssessmentStore.class);
            Assessment imported = assessments.find(demo.id()).orElseThrow();
            Assessment before =
                    ofThisMachine(imported, "before", imported.startedAt().minusSeconds(9));
            Assessment after =
                    ofThisMachine(imported, "after", imported.startedAt().plusSeconds(9));
            assessments.insert(before);
            assessments.markFinished(before.id(), before.startedAt());
            assessments.insert(after);
            try {
                assertThat(imported.imported()).isTrue();
                assertThat(assessments.earlier(after, 5))
                        .extracting(Assessment::id)
                        .containsExactly(before.id());
                assertThat(assessments.earlier(imported, 5)).isEmpty();
                assertThat(context.getBean(SealStore.class).before(after)).isEmpty();
            } finally {
                assessments.delete(before.id());
                assessments.delete(after.id());
            }
        }
    }

    @Test
    void runsSaysThatItIsImported() {
        assertThat(atrest("runs", "--data", data).out()).contains(demo.id()).contains(" imported ");
    }

    @Test
    void waiversAreCheckedAgainstAssessmentsOfThisMachine() {
        assertThat(atrest("waivers", "check", "--data", data).out()).doesNotContain(demo.id());
    }

    @Test
    void itsReportsSayNothingOfOtherAssessments() {
        var answer = atrest(
                "report",
                "--run",
                demo.id(),
                "--data",
                data,
                "--format",
                "jsonl",
                "--out",
                folder.resolve("o").toString());

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(folder.resolve("o").resolve(demo.id() + "-again").resolve("findings.jsonl"))
                .hasSameBinaryContentAs(demo.reports().resolve("findings.jsonl"));
    }

    @Test
    void itsReportsHaveNoBacklogThoughTheMachineHasOneOfTheSameAccounts(@TempDir Path copied) throws Exception {
        SealedDemo machine = demo.copy(copied);
        try (var context = AtrestContext.start(Home.locate(), Path.of(machine.data()), "test", beans -> {})) {
            context.getBean(AssessmentStore.class).delete(demo.id());
            assertThat(context.getBean(BacklogStore.class).counts()).isNotEmpty();
        }
        String archive = folder.resolve("evidence.zip").toString();
        assertThat(atrest("evidence", "import", archive, "--data", machine.data())
                        .code())
                .isEqualTo(ExitCode.COMPLIANT);

        var answer = atrest(
                "report",
                "--run",
                demo.id(),
                "--data",
                machine.data(),
                "--format",
                "csv,html,xlsx,pdf",
                "--out",
                copied.resolve("again").toString());

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(answer.out()).contains("Assessment " + demo.id() + " was imported: its backlog ");
        Path again = copied.resolve("again").resolve(demo.id() + "-again");
        assertThat(again.resolve("backlog.csv")).content().hasLineCount(1);
        assertThat(Jsoup.parse(again.resolve("report.html")).select("#backlog, #changes"))
                .extracting(section -> section.text())
                .hasSize(2)
                .allSatisfy(text -> assertThat(text).contains(IMPORTED));
        try (var book = new XSSFWorkbook(again.resolve("report.xlsx").toFile())) {
            for (String sheet : List.of("Backlog", "Changes")) {
                assertThat(book.getSheet(sheet).getRow(1).getCell(0).getStringCellValue())
                        .startsWith(IMPORTED);
            }
        }
        var reader = new PdfReader(again.resolve("report.pdf").toString());
        try {
            var extractor = new PdfTextExtractor(reader);
            var text = new StringBuilder();
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                text.append(extractor.getTextFromPage(page).replaceAll("\\s+", " "));
            }
            assertThat(text.toString().split(Pattern.quote(IMPORTED), -1)).hasSize(3);
            assertThat(text).doesNotContain("first assessment of its scope");
        } finally {
            reader.close();
        }
    }

    private static final String IMPORTED = "This assessment was made on another machine, and its evidence imported.";

    @Test
    void evidenceGoesIntoAFileAndWhateverItIsCalled() {
        var root = atrest("evidence", "export", "/", "--data", demo.data());
        assertThat(root.code()).isEqualTo(ExitCode.ERROR);
        assertThat(root.err()).contains("/ is a folder").doesNotContain("Exception");
        var dir = atrest("evidence", "export", folder.toString(), "--data", demo.data());
        assertThat(dir.err()).contains(folder + " is a folder; name the file to write");
        Path odd = folder.resolve("evidence [1*{.zip");
        assertThat(atrest("evidence", "export", odd.toString(), "--data", demo.data())
                        .code())
                .isEqualTo(ExitCode.COMPLIANT);
        assertThat(Files.exists(odd)).isTrue();
    }
}
