package dev.atrest.writers.excel;

import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Texts;
import dev.atrest.writers.VisibleText;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The first sheet: what was assessed, the figures, and a chart of them. */
final class SummarySheet {

    /** Statuses in the order of the table and of the chart's bars. */
    static final List<FindingStatus> STATUSES =
            List.of(FindingStatus.FAIL, FindingStatus.NOT_ASSESSED, FindingStatus.WAIVED, FindingStatus.PASS);

    private static final int COLUMNS = 6;

    private final Styles styles;
    private final PageSetup pageSetup;
    private final Brand brand;
    private final Texts texts;
    private final XSSFSheet sheet;
    private int nextRow;

    SummarySheet(XSSFWorkbook book, Styles styles, PageSetup pageSetup, Brand brand, Texts texts) {
        this.styles = styles;
        this.pageSetup = pageSetup;
        this.brand = brand;
        this.texts = texts;
        this.sheet = book.createSheet(texts.get("sheet.summary"));
    }

    void write(AssessmentReport report) {
        AssessmentSummary summary = report.summary();
        sheet.setDisplayGridlines(false);
        sheet.setColumnWidth(0, 30 * 256);
        for (int column = 1; column < COLUMNS; column++) {
            sheet.setColumnWidth(column, 15 * 256);
        }
        row(24, texts.get("report.title"), styles.title);
        row(18, brand.organisation().isEmpty() ? summary.scope() : brand.organisation(), styles.subtitle);
        if (summary.coverageGaps() > 0) {
            row(32, texts.get("summary.gaps", summary.coverageGaps()), styles.warning);
            sheet.addMergedRegion(new CellRangeAddress(nextRow - 1, nextRow - 1, 0, COLUMNS - 1));
        }
        nextRow++;
        circumstances(summary);
        nextRow++;
        heading(texts.get("summary.findings"));
        int firstRow = findings(summary);
        nextRow++;
        heading(texts.get("summary.resources"));
        resources(summary);
        new SummaryChart(sheet, brand.colours(), texts).draw(firstRow, nextRow + 1);
        pageSetup.apply(sheet, PrintSetup.A4_PAPERSIZE);
        sheet.getPrintSetup().setLandscape(false);
    }

    private void circumstances(AssessmentSummary summary) {
        fact(texts.get("fact.assessment"), summary.id());
        fact(texts.get("fact.scope"), summary.scope());
        fact(
                texts.get("fact.accounts"),
                texts.get("fact.accountsOf", summary.accountsScanned(), summary.accountsTotal()));
        fact(texts.get("fact.started"), texts.dateTime(summary.startedAt()));
        fact(texts.get("fact.finished"), texts.dateTime(summary.finishedAt()));
        fact(texts.get("fact.caller"), summary.caller());
        fact(texts.get("fact.rules"), summary.rulesDigest());
        fact(texts.get("fact.version"), "atrest " + summary.version());
    }

    /** Severities down, statuses across; answers the row of the titles. */
    private int findings(AssessmentSummary summary) {
        int titles = nextRow;
        Row header = sheet.createRow(nextRow++);
        header.setHeightInPoints(18);
        string(header, 0, texts.get("column.severity"), styles.header);
        for (int i = 0; i < STATUSES.size(); i++) {
            string(header, i + 1, texts.of(STATUSES.get(i)), styles.header);
        }
        string(header, STATUSES.size() + 1, texts.get("summary.total"), styles.header);
        for (Severity severity : Severity.values()) {
            Row row = sheet.createRow(nextRow++);
            string(row, 0, texts.of(severity), styles.of(severity));
            long total = 0;
            for (int i = 0; i < STATUSES.size(); i++) {
                long count = summary.findings(STATUSES.get(i), severity);
                number(row, i + 1, count);
                total += count;
            }
            number(row, STATUSES.size() + 1, total);
        }
        Row totals = sheet.createRow(nextRow++);
        string(totals, 0, texts.get("summary.total"), styles.label);
        long total = 0;
        for (int i = 0; i < STATUSES.size(); i++) {
            number(totals, i + 1, summary.findings(STATUSES.get(i)));
            total += summary.findings(STATUSES.get(i));
        }
        number(totals, STATUSES.size() + 1, total);
        return titles;
    }

    private void resources(AssessmentSummary summary) {
        for (ResourceType type : ResourceType.values()) {
            Long count = summary.resources().get(type);
            if (count != null) {
                resources(texts.of(type), count);
            }
        }
        resources(texts.get("summary.total"), summary.totalResources());
    }

    private void resources(String name, long count) {
        Row row = sheet.createRow(nextRow++);
        string(row, 0, name, styles.label);
        number(row, 1, count);
    }

    private void fact(String name, String value) {
        Row row = sheet.createRow(nextRow++);
        string(row, 0, name, styles.label);
        string(row, 1, value, styles.guardedWrapped);
        for (int column = 2; column < COLUMNS; column++) {
            row.createCell(column).setCellStyle(styles.guardedWrapped);
        }
        sheet.addMergedRegion(new CellRangeAddress(row.getRowNum(), row.getRowNum(), 1, COLUMNS - 1));
        row.setHeightInPoints(value.length() > 80 ? 28 : 15);
    }

    private void heading(String text) {
        row(20, text, styles.heading);
    }

    private void row(int points, String text, CellStyle style) {
        Row row = sheet.createRow(nextRow++);
        row.setHeightInPoints(points);
        string(row, 0, text, style);
    }

    private static void string(Row row, int column, String text, CellStyle style) {
        Cell cell = row.createCell(column);
        cell.setCellValue(VisibleText.of(text));
        cell.setCellStyle(style);
    }

    private void number(Row row, int column, long value) {
        Cell cell = row.createCell(column);
        cell.setCellValue(value);
        cell.setCellStyle(styles.number);
    }
}
