package dev.atrest.writers.excel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.Change;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.BigReport;
import dev.atrest.writers.Brand;
import dev.atrest.writers.ConsoleLink;
import dev.atrest.writers.MemoryReport;
import dev.atrest.writers.Protection;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.SampleReport;
import dev.atrest.writers.Texts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFHyperlink;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkbookSheetsTest {

    private static final Path TEMPLATES = Path.of("report-templates");

    @TempDir
    private Path folder;

    private final MemoryReport report = SampleReport.enterprise();
    /** Written and opened once: the tests only read them. */
    private XSSFWorkbook english = new XSSFWorkbook();

    private XSSFWorkbook german = new XSSFWorkbook();

    @BeforeAll
    void write(@TempDir Path once) throws IOException {
        english = book(bytes(report, "en", 1 << 20, once));
        german = book(bytes(report, "de", 1 << 20, once));
    }

    @AfterAll
    void close() throws IOException {
        english.close();
        german.close();
    }

    @Test
    void theBacklogIsInItsOrderWithRealDatesAndNumbers() throws IOException {
        List<BacklogItem> items = report.backlog().toList();
        var book = english;
        Sheet sheet = book.getSheet("Backlog");
        assertThat(sheet.getLastRowNum()).isEqualTo(items.size());
        int id = column(sheet, "Id");
        for (int i = 0; i < items.size(); i++) {
            Row row = sheet.getRow(i + 1);
            assertThat(row.getCell(id).getStringCellValue())
                    .isEqualTo(items.get(i).id());
            assertThat(row.getCell(column(sheet, "Due"))
                            .getLocalDateTimeCellValue()
                            .toLocalDate())
                    .isEqualTo(items.get(i).dueOn());
            assertThat(row.getCell(column(sheet, "Priority")).getNumericCellValue())
                    .isEqualTo(items.get(i).priority().score());
        }
        LocalDate today = LocalDate.ofInstant(report.summary().startedAt(), ZoneOffset.UTC);
        assertThat(items).anyMatch(item -> item.overdue(today)).anyMatch(item -> !item.overdue(today));
    }

    @Test
    void theStatusOfTheBacklogIsChosenFromAList() throws IOException {
        var book = english;
        var sheet = book.getSheet("Backlog");
        DataValidation validation = sheet.getDataValidations().getFirst();
        assertThat(validation.getRegions().getCellRangeAddresses()[0].formatAsString())
                .isEqualTo("A2:A" + (sheet.getLastRowNum() + 1));
        assertThat(validation.getValidationConstraint().getExplicitListValues())
                .containsExactly("New", "Reopened", "Still open", "Not assessed", "Waived", "Resolved", "Gone")
                .containsAll(texts(sheet, 0));
        assertThat(validation.getShowErrorBox()).isTrue();
    }

    @Test
    void waiversSayWhatCameOfThem() throws IOException {
        List<WaiverUse> uses = report.waivers();
        var book = english;
        Sheet sheet = book.getSheet("Waivers");
        assertThat(texts(sheet, 0))
                .containsExactlyElementsOf(
                        uses.stream().map(use -> use.waiver().id()).toList());
        assertThat(texts(sheet, 1)).containsExactly("In force", "Expired", "Too long", "In force");
        int expires = column(sheet, "Expires");
        assertThat(sheet.getRow(1).getCell(expires).getLocalDateTimeCellValue().toLocalDate())
                .isEqualTo(uses.getFirst().waiver().expires());
        assertThat(sheet.getRow(4).getCell(3).getStringCellValue()).startsWith("Nothing fails that it covers");
    }

    @Test
    void changesSayWhatWasBeforeWhatIsNowAndWhy() throws IOException {
        List<Change> changes = report.changes().toList();
        var book = english;
        Sheet sheet = book.getSheet("Changes");
        assertThat(sheet.getLastRowNum()).isEqualTo(changes.size());
        Row gone = rows(sheet)
                .filter(row -> "Gone".equals(row.getCell(0).getStringCellValue()))
                .findFirst()
                .orElseThrow();
        assertThat(gone.getCell(column(sheet, "Why")).getStringCellValue()).isEqualTo("The resource is gone");
        assertThat(gone.getCell(column(sheet, "Before")).getStringCellValue()).isEqualTo("Failed");
        assertThat(gone.getCell(column(sheet, "After"))).isNull();
    }

    @Test
    void theMethodNamesWhoRanItWithWhichRoleSettingsSoftwareAndRules() throws IOException {
        var book = english;
        Sheet sheet = book.getSheet("Method");
        assertThat(texts(sheet, 2))
                .contains(report.summary().caller(), "atrest-audit", "365", "2.40.2")
                .containsAll(report.circumstances().ruleDigests().values());
        assertThat(texts(sheet, 1)).contains("rotationDays", "AWS SDK for Java");
    }

    @Test
    void tablesAreNativeAndHaveTheTitlesOfTheirCells() throws IOException {
        for (XSSFWorkbook book : List.of(english, german)) {

            var names = new HashSet<String>();
            for (Sheet sheet : book) {
                for (XSSFTable table : ((XSSFSheet) sheet).getTables()) {
                    assertThat(names.add(table.getName())).isTrue();
                    List<String> titles = StreamSupport.stream(sheet.getRow(0).spliterator(), false)
                            .map(Cell::getStringCellValue)
                            .toList();
                    assertThat(table.getCTTable().getTableColumns().getTableColumnList())
                            .extracting(column -> column.getName())
                            .containsExactlyElementsOf(titles);
                    assertThat(titles.stream().map(String::toLowerCase))
                            .as(sheet.getSheetName())
                            .doesNotHaveDuplicates()
                            .noneMatch(String::isBlank);
                }
            }
            assertThat(names).hasSize(9);
        }
    }

    @Test
    void everyResourceThatTheConsoleShowsLeadsThere() throws IOException {
        var book = english;
        Sheet sheet = book.getSheet("Population");
        List<AssessmentReport.PopulationRow> population = report.population().toList();
        int console = column(sheet, "Console");
        for (int i = 0; i < population.size(); i++) {
            var row = population.get(i);
            Cell cell = sheet.getRow(i + 1).getCell(console);
            Optional<String> expected = ConsoleLink.to(row.type(), row.arn(), row.region());
            assertThat(Optional.ofNullable(cell)
                            .map(shown -> shown.getHyperlink().getAddress()))
                    .isEqualTo(expected);
        }
        assertThat(population).anyMatch(row -> row.type() == ResourceType.S3_BUCKET);
    }

    @Test
    void linksBetweenSheetsLeadToWhatTheySay() throws IOException {
        var book = english;
        int checked = 0;
        for (String name : List.of("Findings", "Backlog", "Changes", "Method")) {
            XSSFSheet sheet = book.getSheet(name);
            for (XSSFHyperlink link : sheet.getHyperlinkList()) {
                if (link.getType() == HyperlinkType.DOCUMENT) {
                    Cell from = sheet.getRow(link.getFirstRow()).getCell(link.getFirstColumn());
                    assertThat(target(book, link).getStringCellValue()).isEqualTo(from.getStringCellValue());
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(3 * report.rules().size());
        XSSFSheet rules = book.getSheet("Rules");
        XSSFSheet findings = book.getSheet("Findings");
        int failed = column(rules, "Failed");
        List<XSSFHyperlink> counts = rules.getHyperlinkList().stream()
                .filter(link -> link.getFirstColumn() == failed)
                .toList();
        assertThat(counts).isNotEmpty().allSatisfy(link -> {
            Row target = target(book, link).getRow();
            assertThat(target.getCell(0).getStringCellValue()).isEqualTo("Failed");
            assertThat(target.getCell(column(findings, "Rule id")).getStringCellValue())
                    .isEqualTo(rules.getRow(link.getFirstRow()).getCell(0).getStringCellValue());
        });
        assertThat(book.getSheet("Summary").getHyperlinkList())
                .extracting(link -> link.getLocation())
                .contains("'Findings'!A1", "'Method'!A1");
    }

    @Test
    void nothingIsPrintedSmallerThanSevenPoints() throws IOException {
        for (XSSFWorkbook book : List.of(english, german)) {

            for (Sheet sheet : book) {
                PrintSetup print = sheet.getPrintSetup();
                boolean large = print.getPaperSize() == PrintSetup.A3_PAPERSIZE;
                double paper = print.getLandscape() ? (large ? 16.54 : 11.69) : 8.27;
                int columns = printedColumns(book, sheet);
                double width = IntStream.range(0, columns)
                        .mapToDouble(column -> sheet.getColumnWidthInPixels(column) / 96)
                        .sum();
                double repeated = sheet.getRepeatingColumns() == null
                        ? 0
                        : IntStream.rangeClosed(0, sheet.getRepeatingColumns().getLastColumn())
                                .mapToDouble(column -> sheet.getColumnWidthInPixels(column) / 96)
                                .sum();
                double pages = sheet.getFitToPage() ? print.getFitWidth() : 1;
                double page = (width - repeated) / pages + repeated;
                double scale = Math.min(1, (paper - 1) / page);
                assertThat(10 * scale).as(sheet.getSheetName()).isGreaterThan(6.9);
                if (!sheet.getFitToPage()) {
                    assertThat(scale * 100).isGreaterThanOrEqualTo(print.getScale());
                }
            }
        }
    }

    private static int printedColumns(XSSFWorkbook book, Sheet sheet) {
        String area = book.getPrintArea(book.getSheetIndex(sheet));
        return area == null
                ? rows(sheet).mapToInt(Row::getLastCellNum).max().orElse(0)
                : new AreaReference(area, SpreadsheetVersion.EXCEL2007)
                                .getLastCell()
                                .getCol()
                        + 1;
    }

    @Test
    void whatIsTooWideForAPageIsPrintedInPartAndSaysSo() {
        var backlog = english.getSheet("Backlog");
        assertThat(backlog.getPrintSetup().getFitWidth()).isEqualTo((short) 1);
        int printed = printedColumns(english, backlog);
        assertThat(backlog.getRow(0).getCell(printed - 1).getStringCellValue()).isEqualTo("Owner");
        assertThat(backlog.getFooter().getCenter())
                .isEqualTo("Backlog, columns A to "
                        + CellReference.convertNumToColString(printed - 1)
                        + " of "
                        + CellReference.convertNumToColString(backlog.getRow(0).getLastCellNum() - 1));
        assertThat(german.getSheet("Befunde").getFooter().getCenter()).startsWith("Befunde, Spalten A bis M von ");
        var population = english.getSheet("Population");
        int last = printedColumns(english, population) - 1;
        assertThat(population.getRow(0).getCell(last).getStringCellValue())
                .as("the last rule")
                .matches("[a-z0-9-]+");
        assertThat(population.getRow(0).getCell(last + 1).getStringCellValue()).isEqualTo("Console");
    }

    @Test
    void theSummaryDrawsFrameworksTheTrendAndAccounts() throws IOException {
        var book = english;
        assertThat(book.getSheet("Summary").getDrawingPatriarch().getCharts())
                .extracting(chart -> chart.getTitleText().getString())
                .containsExactly(
                        "Controls by framework and result",
                        "The last assessments of this scope",
                        "Failures by account and severity");
    }

    @Test
    void afterTwelveAccountsTheOthersAreOneBar() throws IOException {
        Finding failure = report.findings(FindingStatus.FAIL).findFirst().orElseThrow();
        var many = new MemoryReport(
                report.id(),
                List.of(),
                report.rules(),
                report.frameworks(),
                List.of(),
                IntStream.range(0, 120).mapToObj(i -> of(failure, i)).toList(),
                List.of());
        try (var book = book(bytes(many, "en", 1 << 20, folder))) {
            Sheet sheet = book.getSheet("Summary");
            List<Row> rows = rows(sheet)
                    .dropWhile(row -> !row.getCell(0).toString().equals("Account"))
                    .skip(1)
                    .toList();
            assertThat(rows).hasSize(13);
            assertThat(rows.getFirst().getCell(0).getStringCellValue()).isEqualTo("100000000014");
            assertThat(rows.getLast().getCell(0).getStringCellValue()).isEqualTo("3 other accounts");
            // 1 + 2 + ... + 15 failures, of which the three accounts with the fewest are the others
            assertThat(rows.getLast().getCell(1 + failure.severity().ordinal()).getNumericCellValue())
                    .isEqualTo(1 + 2 + 3);
        }
    }

    /** Of 15 accounts, each with one more than the one before. */
    private static Finding of(Finding failure, int number) {
        int account = 0;
        for (int left = number; left > account; account++) {
            left -= account + 1;
        }
        return new Finding(
                failure.ruleId(),
                failure.status(),
                failure.severity(),
                failure.resourceArn() + number,
                failure.resourceType(),
                Long.toString(100_000_000_000L + account),
                failure.region(),
                failure.resourceName(),
                failure.dataProtectionClass(),
                failure.message(),
                failure.evidence(),
                failure.unread(),
                failure.controls(),
                failure.readAt());
    }

    @Test
    void emptySheetsSayWhyInsteadOfShowingNothing() throws IOException {
        try (var book = book(bytes(SampleReport.empty(), "en", 1 << 20, folder))) {
            for (Sheet sheet : book) {
                assertThat(rows(sheet).skip(1).map(row -> row.getCell(0).getStringCellValue()))
                        .as(sheet.getSheetName())
                        .isNotEmpty()
                        .first()
                        .asString()
                        .isNotBlank();
            }
            assertThat(texts(book.getSheet("Changes"), 0))
                    .containsExactly("There is no earlier assessment of this scope to compare this one with.");
            assertThat(book.getSheet("Summary").getDrawingPatriarch().getCharts())
                    .extracting(chart -> chart.getTitleText().getString())
                    .containsExactly("Controls by framework and result");
        }
    }

    @Test
    void everySheetOfALongTableIsATableOfItsOwn() throws IOException {
        try (var book = book(bytes(new BigReport(250), "en", 101, folder))) {
            for (String name : List.of("Findings", "Backlog", "Population")) {
                for (int part = 1; part <= 3; part++) {
                    XSSFSheet sheet = book.getSheet(part == 1 ? name : name + " (" + part + ")");
                    assertThat(sheet.getLastRowNum()).isEqualTo(part == 3 ? 50 : 100);
                    assertThat(sheet.getTables()).hasSize(1);
                    assertThat(sheet.getHyperlinkList().stream().filter(link -> link.getType() == HyperlinkType.URL))
                            .hasSize(part == 3 ? 50 : 100);
                    assertThat(book.getPrintArea(book.getSheetIndex(sheet))).isNotNull();
                    assertThat(sheet.getDataValidations()).hasSize(name.equals("Backlog") ? 1 : 0);
                }
            }
        }
    }

    @Test
    void aSheetHasNoMoreLinksThanExcelTakes() throws IOException {
        try (var parts = TemporaryParts.beside(folder.resolve("report"))) {
            var links = new Links(parts);
            int addresses = 0;
            for (; links.roomForAddress(); addresses++) {
                links.toAddress("A" + addresses, "https://example.org/");
            }
            int places = 0;
            for (; links.roomForPlace(1); places++) {
                links.toPlace("B" + places, "somewhere");
            }
            links.complete();
            assertThat(addresses).isGreaterThan(40_000);
            assertThat(addresses + places).isEqualTo(65_530);
        }
    }

    private static Cell target(XSSFWorkbook book, XSSFHyperlink link) {
        var place = new CellReference(link.getLocation());
        return book.getSheet(place.getSheetName()).getRow(place.getRow()).getCell(place.getCol());
    }

    private static int column(Sheet sheet, String title) {
        return StreamSupport.stream(sheet.getRow(0).spliterator(), false)
                .filter(cell -> cell.getStringCellValue().equals(title))
                .findFirst()
                .orElseThrow()
                .getColumnIndex();
    }

    private static Stream<Row> rows(Sheet sheet) {
        return StreamSupport.stream(sheet.spliterator(), false);
    }

    /** The texts of a column, without its title. */
    private static List<String> texts(Sheet sheet, int column) {
        return rows(sheet)
                .skip(1)
                .map(row -> row.getCell(column))
                .filter(cell -> cell != null && cell.getCellType() == CellType.STRING)
                .map(Cell::getStringCellValue)
                .toList();
    }

    private static XSSFWorkbook book(byte[] written) throws IOException {
        return new XSSFWorkbook(new ByteArrayInputStream(written));
    }

    private static byte[] bytes(AssessmentReport report, String language, int rowsPerSheet, Path folder)
            throws IOException {
        var writer =
                new ExcelReport(Brand.load(TEMPLATES), Texts.load(TEMPLATES, language), Protection.NONE, rowsPerSheet);
        return Files.readAllBytes(
                ReportFiles.write(report, List.of(writer), folder).getFirst());
    }
}
