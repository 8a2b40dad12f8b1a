package dev.atrest.writers.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.BigReport;
import dev.atrest.writers.Brand;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.SampleReport;
import dev.atrest.writers.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.SimpleBookmark;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PdfReportTest {

    private static final Path TEMPLATES = Path.of("report-templates");
    private static final List<String> SECTIONS = List.of(
            "Summary for management",
            "Results by framework",
            "Results by account",
            "Failures",
            "Not assessed",
            "Waived",
            "Coverage",
            "Rules applied",
            "Method and limits");

    @TempDir
    private Path folder;

    /** Rendered once: the tests only read it. */
    private byte[] enterprise = {};

    @BeforeAll
    void render(@TempDir Path once) throws IOException {
        enterprise = rendered(SampleReport.enterprise(), once);
    }

    @Test
    void everySectionHasABookmarkAndALineInTheContents() throws IOException {
        try (var reader = new PdfReader(enterprise)) {
            assertThat(bookmarks(reader).stream().map(bookmark -> bookmark.get("Title")))
                    .isEqualTo(SECTIONS);
            assertThat(text(reader, 1)).contains("Encryption at rest", "CONFIDENTIAL", "20261122T230004Z");
            assertThat(text(reader, 1)).contains(SECTIONS);
        }
    }

    @Test
    void everyFailedRuleHasABookmarkUnderFailuresWorstFirst() throws IOException {
        var report = SampleReport.enterprise();
        List<String> failedRules = report.findings(FindingStatus.FAIL)
                .map(finding -> report.rules().stream()
                        .filter(rule -> rule.id().equals(finding.ruleId()))
                        .map(Rule::title)
                        .findFirst()
                        .orElseThrow())
                .distinct()
                .toList();
        try (var reader = new PdfReader(enterprise)) {
            assertThat(kids(bookmarks(reader).get(SECTIONS.indexOf("Failures"))).stream()
                            .map(bookmark -> bookmark.get("Title")))
                    .isEqualTo(failedRules);
        }
    }

    @Test
    void pagesAreNumberedAndMarked() throws IOException {
        try (var reader = new PdfReader(enterprise)) {
            int pages = reader.getNumberOfPages();
            for (int page = 2; page <= pages; page++) {
                assertThat(text(reader, page))
                        .contains("CONFIDENTIAL", "Assessment 20261122T230004Z", "Page " + page + " of");
            }
            assertThat(text(reader, pages)).contains("Page " + pages + " of " + pages);
        }
    }

    @Test
    void theSummaryIsOnePageWithTheFigures() throws IOException {
        var report = SampleReport.enterprise();
        try (var reader = new PdfReader(enterprise)) {
            assertThat(text(reader, 2))
                    .contains("Summary for management")
                    .contains("276 failed")
                    .contains("Incomplete: 10 parts of the scope")
                    .contains("Übernahme Müller GmbH");
            assertThat(text(reader, 3)).contains("Results by framework");
            assertThat(report.summary().findings(FindingStatus.FAIL)).isEqualTo(276);
        }
    }

    @Test
    void everyResourceThatFailedIsNamed() throws IOException {
        var report = SampleReport.enterprise();
        String text = packed();
        assertThat(report.findings(FindingStatus.FAIL)
                        .map(finding -> finding.resourceArn())
                        .distinct())
                .isNotEmpty()
                .allSatisfy(arn -> assertThat(text).contains(arn));
    }

    @Test
    void whatTheFontsLackIsPrintedAsItsCode() throws IOException {
        assertThat(packed()).contains("Schlüssel[U+1F511]für[U+6771][U+4EAC]undΑθήναиМосква", "invoice[U+202E]gnp.exe");
    }

    @Test
    void everyFontIsEmbedded() throws IOException {
        try (var reader = new PdfReader(enterprise)) {
            int fonts = 0;
            for (int i = 1; i < reader.getXrefSize(); i++) {
                if (reader.getPdfObject(i) instanceof PdfDictionary dictionary
                        && PdfName.FONT.equals(dictionary.get(PdfName.TYPE))) {
                    assertThat(dictionary.getAsName(PdfName.SUBTYPE).toString()).isIn("/Type0", "/CIDFontType2");
                    fonts++;
                }
            }
            assertThat(fonts).isPositive();
        }
    }

    @Test
    void aLongTableRepeatsItsHeaderOnEveryPage() throws IOException {
        int resources = 500;
        try (var reader = written(new BigReport(resources))) {
            int named = 0;
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                String text = text(reader, page);
                int onPage = text.split("volume/vol-", -1).length - 1;
                named += onPage;
                if (onPage > 0) {
                    assertThat(text).as("page %d", page).containsOnlyOnce("What was found");
                }
            }
            assertThat(named).isEqualTo(resources);
        }
    }

    @Test
    void anAssessmentThatReadNothingSaysSo() throws IOException {
        try (var reader = written(SampleReport.onlyGaps())) {
            assertThat(text(reader, 2))
                    .contains("makes no statement about encryption")
                    .contains("Incomplete: 7 parts of the scope");
        }
        try (var reader = written(SampleReport.empty())) {
            assertThat(text(reader, 2)).contains("makes no statement about encryption");
        }
    }

    @Test
    void theMetadataNameTheAssessment() throws IOException {
        try (var reader = new PdfReader(enterprise)) {
            assertThat(reader.getInfo())
                    .containsEntry("Title", "Encryption at rest – Assessment 20261122T230004Z")
                    .containsEntry("Keywords", "CONFIDENTIAL");
        }
    }

    @Test
    void aLogoThatIsNoImageIsReported() throws IOException {
        Path logo = Files.writeString(folder.resolve("logo.png"), "not an image");
        Brand shipped = Brand.load(TEMPLATES);
        var brand = new Brand("", "", Optional.of(logo), shipped.fonts(), shipped.colours());
        var writer = new PdfReport(brand, Texts.load(TEMPLATES, "en"));
        assertThatThrownBy(() -> ReportFiles.write(SampleReport.empty(), List.of(writer), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("logo.png cannot be used as a logo");
    }

    @Test
    void aBareBrandMakesABareReport() throws IOException {
        Brand shipped = Brand.load(TEMPLATES);
        var brand = new Brand("Konzern AG", "", Optional.empty(), shipped.fonts(), shipped.colours());
        var writer = new PdfReport(brand, Texts.load(TEMPLATES, "de"));
        Path file = ReportFiles.write(SampleReport.enterprise(), List.of(writer), folder)
                .getFirst();
        try (var reader = new PdfReader(Files.readAllBytes(file))) {
            assertThat(text(reader, 1)).contains("Konzern AG", "Verschlüsselung ruhender Daten", "22. November 2026");
        }
    }

    private PdfReader written(AssessmentReport report) throws IOException {
        return new PdfReader(rendered(report, folder));
    }

    private static byte[] rendered(AssessmentReport report, Path folder) throws IOException {
        var writer = new PdfReport(Brand.load(TEMPLATES), Texts.load(TEMPLATES, "en"));
        Path file = ReportFiles.write(report, List.of(writer), folder).getFirst();
        return Files.readAllBytes(file);
    }

    /** The text of all pages without white space, since lines are broken anywhere. */
    private String packed() throws IOException {
        try (var reader = new PdfReader(enterprise)) {
            var text = new ArrayList<String>();
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                text.add(text(reader, page));
            }
            return String.join("", text).replaceAll("\\s", "");
        }
    }

    private static String text(PdfReader reader, int page) throws IOException {
        return new PdfTextExtractor(reader).getTextFromPage(page);
    }

    private static List<Map<String, Object>> bookmarks(PdfReader reader) {
        return SimpleBookmark.getBookmarkList(reader);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> kids(Map<String, Object> bookmark) {
        return (List<Map<String, Object>>) bookmark.get("Kids");
    }
}
