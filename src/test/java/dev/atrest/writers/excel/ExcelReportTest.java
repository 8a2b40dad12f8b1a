package dev.atrest.writers.excel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.ControlResult;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Brand;
import dev.atrest.writers.MemoryReport;
import dev.atrest.writers.Protection;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.SampleReport;
import dev.atrest.writers.Texts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExcelReportTest {

    private static final Path TEMPLATES = Path.of("report-templates");

    @TempDir
    private Path folder;

    /** Written once: the tests only read it. */
    private byte[] enterprise = {};

    @BeforeAll
    void write(@TempDir Path once) throws IOException {
        enterprise = bytes(SampleReport.enterprise(), 1 << 20, once);
    }

    @Test
    void theSheetsComeInOrderWithFrozenHeadersFiltersAndPageSetup() throws IOException {
        try (var book = enterprise()) {
            assertThat(sheets(book).map(Sheet::getSheetName))
                    .containsExactly(
                            "Summary",
                            "Coverage",
                            "Controls",
                            "Findings",
                            "Backlog",
                            "Changes",
                            "Waivers",
                            "Population",
                            "Rules",
                            "Method");
            assertThat(sheets(book).skip(1)).allSatisfy(sheet -> {
                assertThat(sheet.getPaneInformation().getHorizontalSplitPosition())
                        .isEqualTo((short) 1);
                assertThat(sheet.getRepeatingRows().getFirstRow()).isZero();
                assertThat(sheet.getPrintSetup().getLandscape()).isTrue();
                assertThat(book.getPrintArea(book.getSheetIndex(sheet))).isNotNull();
                XSSFTable table = ((XSSFSheet) sheet).getTables().getFirst();
                assertThat(table.getCTTable().getAutoFilter().getRef())
                        .isEqualTo("A1:"
                                + CellReference.convertNumToColString(
                                        sheet.getRow(0).getLastCellNum() - 1)
                                + (sheet.getLastRowNum() + 1));
                assertThat(sheet.getFooter().getLeft()).isEqualTo("Assessment 20261122T230004Z");
                assertThat(sheet.getFooter().getRight()).isEqualTo("Page &P of &N");
                assertThat(sheet.getHeader().getRight()).isEqualTo("CONFIDENTIAL");
            });
            assertThat(book.getProperties().getCoreProperties().getTitle()).isEqualTo("Encryption at rest");
        }
    }

    @Test
    void noCellIsAFormula() throws IOException {
        try (var book = enterprise()) {
            assertThat(sheets(book).flatMap(ExcelReportTest::cells))
                    .isNotEmpty()
                    .noneMatch(cell -> cell.getCellType() == CellType.FORMULA);
            assertThat(sheets(book)
                            .flatMap(ExcelReportTest::cells)
                            .filter(cell -> cell.getCellType() == CellType.STRING
                                    && cell.getStringCellValue().matches("(?s)[=+\\-@\t＝].*")))
                    .isNotEmpty()
                    .allMatch(cell -> cell.getCellStyle().getQuotePrefixed());
        }
    }

    @Test
    void findingsAreAllThatDidNotPassFailuresFirst() throws IOException {
        var report = SampleReport.enterprise();
        try (var book = enterprise()) {
            List<List<Object>> rows = rows(book.getSheet("Findings"));
            List<String> expected = Stream.of(FindingStatus.FAIL, FindingStatus.NOT_ASSESSED, FindingStatus.WAIVED)
                    .flatMap(report::findings)
                    .map(finding -> finding.ruleId() + " " + finding.resourceArn())
                    .toList();
            assertThat(rows.stream().skip(1).map(row -> row.get(16) + " " + row.get(17)))
                    .containsExactlyElementsOf(expected);
            assertThat(rows.get(1).get(18)).isEqualTo(LocalDateTime.parse("2026-11-22T23:12:09.417"));
        }
    }

    @Test
    void hostileNamesAreSeenAndNotObeyed() throws IOException {
        try (var book = enterprise()) {
            assertThat(rows(book.getSheet("Population")).stream().map(row -> row.get(1)))
                    .contains(
                            SampleReport.FORMULA,
                            "a␀b␇c␛[31md[U+009B]e",
                            "invoice[U+202E]gnp.exe[U+2066]",
                            SampleReport.EMOJI_AND_SCRIPTS,
                            "half[U+D83D]",
                            SampleReport.LONG,
                            "<b>bold</b> & ]]> _x0041_");
        }
    }

    @Test
    void thePopulationHasEveryResourceAndEveryResult() throws IOException {
        var report = SampleReport.enterprise();
        try (var book = enterprise()) {
            Sheet sheet = book.getSheet("Population");
            assertThat(sheet.getLastRowNum()).isEqualTo(report.resources().size());
            long failures = cells(sheet)
                    .filter(cell -> cell.getRowIndex() > 0 && cell.getCellType() == CellType.STRING)
                    .filter(cell -> cell.getStringCellValue().equals("FAIL"))
                    .count();
            assertThat(failures).isEqualTo(report.summary().findings(FindingStatus.FAIL));
        }
    }

    @Test
    void theSummaryHasTheFiguresAndAChart() throws IOException {
        var report = SampleReport.enterprise();
        try (var book = enterprise()) {
            XSSFSheet sheet = book.getSheet("Summary");
            List<List<Object>> rows = rows(sheet);
            for (Severity severity : Severity.values()) {
                List<Object> row = rows.stream()
                        .filter(cells ->
                                !cells.isEmpty() && cells.getFirst().toString().equalsIgnoreCase(severity.name()))
                        .findFirst()
                        .orElseThrow();
                assertThat(row.subList(1, 5))
                        .containsExactly(
                                (double) report.summary().findings(FindingStatus.FAIL, severity),
                                (double) report.summary().findings(FindingStatus.NOT_ASSESSED, severity),
                                (double) report.summary().findings(FindingStatus.WAIVED, severity),
                                (double) report.summary().findings(FindingStatus.PASS, severity));
            }
            assertThat(sheet.getDrawingPatriarch().getCharts()).hasSize(3);
            assertThat(rows.get(2).getFirst().toString()).startsWith("Incomplete: 15 parts");
        }
    }

    @Test
    void controlsRulesAndCoverageAreComplete() throws IOException {
        var report = SampleReport.enterprise();
        try (var book = enterprise()) {
            List<List<Object>> controls = rows(book.getSheet("Controls"));
            assertThat(controls).hasSize(report.controlResults().size() + 1);
            ControlResult first = report.controlResults().getFirst();
            assertThat(controls.get(1).get(6)).isEqualTo((double) first.counts().fail());
            assertThat(rows(book.getSheet("Rules"))).hasSize(report.rules().size() + 1);
            List<List<Object>> coverage = rows(book.getSheet("Coverage"));
            assertThat(coverage).hasSize(report.allCoverage().size() + 1);
            long gaps = report.summary().coverageGaps();
            assertThat(coverage.stream().skip(1).limit(gaps).map(List::getFirst))
                    .allMatch(status -> List.of("Partial", "Denied", "Failed").contains(status));
            assertThat(coverage.stream().skip(1 + gaps).map(List::getFirst))
                    .allMatch(status -> List.of("Complete", "Excluded").contains(status));
            assertThat(coverage)
                    .anySatisfy(row -> assertThat(row)
                            .contains(
                                    "A service control policy denies every call in the region",
                                    "5c0f3b0e-6b1c-4a43-9d0f-1b8f8a3f6d30"));
            assertThat(coverage.stream()
                            .skip(1)
                            .mapToDouble(row -> row.get(11) instanceof Double calls ? calls : 0)
                            .sum())
                    .isEqualTo(report.allCoverage().stream()
                            .mapToLong(row -> row.calls().made())
                            .sum());
        }
    }

    @Test
    void aTableThatIsTooLongGoesOnInTheNextSheet() throws IOException {
        var report = SampleReport.enterprise();
        try (var book = written(report, 101)) {
            List<Sheet> parts = sheets(book)
                    .filter(sheet -> sheet.getSheetName().startsWith("Population"))
                    .toList();
            assertThat(parts.stream().map(Sheet::getSheetName))
                    .containsExactly("Population", "Population (2)", "Population (3)", "Population (4)");
            assertThat(parts.stream().mapToInt(Sheet::getLastRowNum).sum())
                    .isEqualTo(report.resources().size());
            assertThat(parts)
                    .allSatisfy(part -> assertThat(part.getRow(0).getCell(0).getStringCellValue())
                            .isEqualTo("Type"));
        }
    }

    @Test
    void textThatIsTooLongForACellIsCutVisibly() throws IOException {
        var sample = SampleReport.enterprise();
        Rule first = sample.rules().getFirst();
        var endless = new Rule(
                first.id(),
                first.title(),
                first.severity(),
                first.resource(),
                first.when(),
                first.require(),
                first.message(),
                "=🔑".repeat(20_000),
                first.remediation(),
                first.controls(),
                first.file());
        var report = new MemoryReport(
                sample.id(), sample.accounts(), List.of(endless), List.of(), List.of(), List.of(), List.of());
        try (var book = written(report)) {
            assertThat(rows(book.getSheet("Rules")).get(1).get(8).toString())
                    .hasSizeBetween(32_766, 32_767)
                    .startsWith("=🔑=🔑")
                    .endsWith("… [cut here: 60,000 characters in all]");
        }
    }

    @Test
    void emptyReportsOpenToo() throws IOException {
        for (AssessmentReport report : List.of(SampleReport.empty(), SampleReport.onlyGaps())) {
            try (var book = written(report)) {
                assertThat(rows(book.getSheet("Findings")).get(1).getFirst().toString())
                        .startsWith("Nothing in the scope could be tested.");
            }
        }
    }

    @Test
    void germanReportsAreGerman() throws IOException {
        var writer = new ExcelReport(Brand.load(TEMPLATES), Texts.load(TEMPLATES, "de"), Protection.NONE);
        Path file = ReportFiles.write(SampleReport.enterprise(), List.of(writer), folder)
                .getFirst();
        try (var book = new XSSFWorkbook(Files.newInputStream(file))) {
            assertThat(sheets(book).map(Sheet::getSheetName)).contains("Übersicht", "Befunde", "Grundgesamtheit");
        }
    }

    private XSSFWorkbook written(AssessmentReport report) throws IOException {
        return written(report, 1 << 20);
    }

    private XSSFWorkbook written(AssessmentReport report, int rowsPerSheet) throws IOException {
        return new XSSFWorkbook(new ByteArrayInputStream(bytes(report, rowsPerSheet, folder)));
    }

    private XSSFWorkbook enterprise() throws IOException {
        return new XSSFWorkbook(new ByteArrayInputStream(enterprise));
    }

    private static byte[] bytes(AssessmentReport report, int rowsPerSheet, Path folder) throws IOException {
        var writer = new ExcelReport(Brand.load(TEMPLATES), Texts.load(TEMPLATES, "en"), Protection.NONE, rowsPerSheet);
        return Files.readAllBytes(
                ReportFiles.write(report, List.of(writer), folder).getFirst());
    }

    private static Stream<Sheet> sheets(XSSFWorkbook book) {
        return StreamSupport.stream(((Iterable<Sheet>) book).spliterator(), false);
    }

    private static Stream<Cell> cells(Sheet sheet) {
        return StreamSupport.stream(sheet.spliterator(), false)
                .flatMap(row -> StreamSupport.stream(row.spliterator(), false));
    }

    private static List<List<Object>> rows(Sheet sheet) {
        var rows = new ArrayList<List<Object>>();
        for (int i = 0; i <= sheet.getLastRowNum(); i++) {
            Row row = sheet.getRow(i);
            var cells = new ArrayList<>();
            for (int j = 0; row != null && j < row.getLastCellNum(); j++) {
                cells.add(value(row.getCell(j)));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static Object value(@Nullable Cell cell) {
        if (cell == null) {
            return "";
        }
        return switch (cell.getCellType()) {
            case NUMERIC ->
                DateUtil.isCellDateFormatted(cell) ? cell.getLocalDateTimeCellValue() : cell.getNumericCellValue();
            case STRING -> cell.getStringCellValue();
            default -> "";
        };
    }
}
