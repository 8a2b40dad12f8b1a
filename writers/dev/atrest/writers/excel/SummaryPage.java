package dev.atrest.writers.excel;

import dev.atrest.writers.VisibleText;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Hyperlink;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** The summary's sheet as it is filled from top to bottom: a wide column of names and narrow ones of figures. */
final class SummaryPage {

    static final int COLUMNS = 7;

    private static final int NAMES = 27;
    private static final int FIGURES = 14;
    /** Characters that a text over all columns but the first has room for. */
    private static final int VALUE = FIGURES * (COLUMNS - 1);

    private final XSSFSheet sheet;
    private final Styles styles;
    private int nextRow;

    SummaryPage(XSSFSheet sheet, Styles styles) {
        this.sheet = sheet;
        this.styles = styles;
        sheet.setDisplayGridlines(false);
        sheet.setColumnWidth(0, NAMES * 256);
        for (int column = 1; column < COLUMNS; column++) {
            sheet.setColumnWidth(column, FIGURES * 256);
        }
    }

    XSSFSheet sheet() {
        return sheet;
    }

    int nextRow() {
        return nextRow;
    }

    void skip(int rows) {
        nextRow += rows;
    }

    /** What follows is printed on another page. */
    void newPage() {
        sheet.setRowBreak(nextRow - 1);
    }

    void heading(String text) {
        line(22, text, styles.heading);
    }

    /** One text over the whole width. */
    void line(int points, String text, CellStyle style) {
        Row row = sheet.createRow(nextRow++);
        row.setHeightInPoints(points);
        for (int column = 0; column < COLUMNS; column++) {
            row.createCell(column).setCellStyle(style);
        }
        row.getCell(0).setCellValue(VisibleText.of(text));
        merge(row, 0);
    }

    void sentence(String text) {
        line(15 * Table.linesOf(text, NAMES + VALUE) + 3, text, styles.empty);
    }

    void fact(String name, String value) {
        Row row = named(name);
        Cell cell = row.createCell(1);
        cell.setCellValue(VisibleText.of(value));
        cell.setCellStyle(styles.guardedWrapped);
        widen(row, styles.guardedWrapped);
        row.setHeightInPoints(Math.max(15, 13 * Table.linesOf(value, VALUE) + 2));
    }

    void fact(String name, Instant value) {
        Row row = named(name);
        Cell cell = row.createCell(1);
        cell.setCellValue(LocalDateTime.ofInstant(value, ZoneOffset.UTC));
        cell.setCellStyle(styles.moment);
        widen(row, styles.moment);
    }

    /** A sheet's name that leads to it, how much is in it, and what that is. */
    void content(String name, String place, long rows, String explanation) {
        Row row = sheet.createRow(nextRow++);
        row.setHeightInPoints(15);
        Cell cell = row.createCell(0);
        cell.setCellValue(name);
        cell.setCellStyle(styles.link);
        Hyperlink link = sheet.getWorkbook().getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
        link.setAddress(place);
        cell.setHyperlink(link);
        number(row, 1, rows);
        for (int column = 2; column < COLUMNS; column++) {
            row.createCell(column).setCellStyle(styles.text);
        }
        row.getCell(2).setCellValue(explanation);
        merge(row, 2);
    }

    /** The titles of a table of figures; answers its row. */
    int titles(String names, List<String> figures) {
        Row row = sheet.createRow(nextRow++);
        row.setHeightInPoints(figures.stream().anyMatch(title -> title.length() > FIGURES - 1) ? 30 : 18);
        string(row, 0, names, styles.header);
        for (int i = 0; i < figures.size(); i++) {
            string(row, i + 1, figures.get(i), styles.numberHeader);
        }
        return row.getRowNum();
    }

    void figures(String name, CellStyle style, long... figures) {
        Row row = sheet.createRow(nextRow++);
        row.setHeightInPoints(Math.max(15, 13 * Table.linesOf(name, NAMES) + 2));
        string(row, 0, name, style);
        figures(row, figures);
    }

    void figures(Instant at, long... figures) {
        Row row = sheet.createRow(nextRow++);
        Cell cell = row.createCell(0);
        cell.setCellValue(LocalDateTime.ofInstant(at, ZoneOffset.UTC));
        cell.setCellStyle(styles.moment);
        figures(row, figures);
    }

    private void figures(Row row, long... figures) {
        for (int i = 0; i < figures.length; i++) {
            number(row, i + 1, figures[i]);
        }
    }

    private Row named(String name) {
        Row row = sheet.createRow(nextRow++);
        string(row, 0, name, styles.label);
        return row;
    }

    private void widen(Row row, CellStyle style) {
        for (int column = 2; column < COLUMNS; column++) {
            row.createCell(column).setCellStyle(style);
        }
        merge(row, 1);
    }

    private void merge(Row row, int from) {
        sheet.addMergedRegion(new CellRangeAddress(row.getRowNum(), row.getRowNum(), from, COLUMNS - 1));
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
