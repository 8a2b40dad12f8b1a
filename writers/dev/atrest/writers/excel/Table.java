package dev.atrest.writers.excel;

import dev.atrest.writers.FormulaLike;
import dev.atrest.writers.VisibleText;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Hyperlink;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.WorkbookUtil;

/**
 * A table that fills sheets from top to bottom: cells are added left to right to the row begun last. When a sheet is full
 * the table goes on in another, {@code NAME (2)}, with the same header.
 */
final class Table implements AutoCloseable {

    /**
     * @param width in characters
     * @param kind how the title is set
     */
    record Column(String title, int width, Kind kind) {

        enum Kind {
            TEXT,
            NUMBER,
            /** A narrow column, whose title is turned by a quarter. */
            UPRIGHT
        }

        Column(String title, int width) {
            this(title, width, Kind.TEXT);
        }

        static Column number(String title) {
            return new Column(title, 12, Kind.NUMBER);
        }

        static Column upright(String title) {
            return new Column(title, 8, Kind.UPRIGHT);
        }
    }

    private static final int MAX_TEXT = SpreadsheetVersion.EXCEL2007.getMaxTextLength();
    /** Leaves room for a number within the 31 characters that Excel allows. */
    private static final int LONGEST_NAME = 25;

    private static final float LINE_POINTS = 13;
    private static final float HIGHEST_ROW = 409;
    /** Excel reads _x000A_ in a cell as the character; the escape of its own underscore keeps it as it is. */
    private static final Pattern ESCAPE_LOOKALIKE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private final Sheets sheets;
    private final String name;
    private final short paper;
    private final int frozenColumns;
    private final List<Column> columns;
    private int sheetNumber;
    private Sheet sheet;
    private Row row;
    private int nextRow;
    private int nextCell;
    private int lines;

    Table(Sheets sheets, String name, short paper, int frozenColumns, List<Column> columns) {
        this.sheets = sheets;
        this.name = WorkbookUtil.createSafeSheetName(name.substring(0, Math.min(name.length(), LONGEST_NAME)));
        this.paper = paper;
        this.frozenColumns = frozenColumns;
        this.columns = columns;
        this.sheet = newSheet();
        this.row = header();
    }

    /** Begins a row. */
    Table row() {
        if (nextRow == sheets.rowsPerSheet()) {
            close();
            sheet = newSheet();
            header();
        }
        row = sheet.createRow(nextRow++);
        nextCell = 0;
        lines = 1;
        return this;
    }

    Table text(String value) {
        String written = written(value);
        return string(written, FormulaLike.test(written) ? sheets.styles().guardedText : sheets.styles().text);
    }

    /** Text on as many lines as it needs. The row's height is estimated here, since not every program does it by itself. */
    Table wrapped(String value) {
        String written = written(value);
        int width = columns.get(nextCell).width();
        string(written, FormulaLike.test(written) ? sheets.styles().guardedWrapped : sheets.styles().wrapped);
        int needed = written.lines().mapToInt(line -> 1 + line.length() / width).sum();
        if (needed > lines) {
            lines = needed;
            row.setHeightInPoints(Math.min(LINE_POINTS * lines + 3, HIGHEST_ROW));
        }
        return this;
    }

    /** One of our own words, such as a status, in its colours. */
    Table word(String value, CellStyle style) {
        return string(value, style);
    }

    Table link(String value, String address) {
        String written = written(value);
        string(written, FormulaLike.test(written) ? sheets.styles().guardedLink : sheets.styles().link);
        Hyperlink link = sheets.book().getCreationHelper().createHyperlink(HyperlinkType.URL);
        link.setAddress(address);
        row.getCell(nextCell - 1).setHyperlink(link);
        return this;
    }

    Table number(long value) {
        Cell cell = row.createCell(nextCell++);
        cell.setCellValue(value);
        cell.setCellStyle(sheets.styles().number);
        return this;
    }

    /** A date cell, in UTC as its column's title says. */
    Table moment(Instant value) {
        Cell cell = row.createCell(nextCell++);
        cell.setCellValue(LocalDateTime.ofInstant(value, ZoneOffset.UTC));
        cell.setCellStyle(sheets.styles().moment);
        return this;
    }

    Table blank() {
        nextCell++;
        return this;
    }

    @Override
    public void close() {
        sheet.setAutoFilter(new CellRangeAddress(0, Math.max(nextRow - 1, 1), 0, columns.size() - 1));
    }

    private Table string(String value, CellStyle style) {
        Cell cell = row.createCell(nextCell++);
        cell.setCellValue(value.contains("_x") ? ESCAPE_LOOKALIKE.matcher(value).replaceAll("_x005F_") : value);
        cell.setCellStyle(style);
        return this;
    }

    private String written(String value) {
        String visible = VisibleText.of(value);
        if (visible.length() <= MAX_TEXT) {
            return visible;
        }
        String mark = sheets.texts().get("excel.cut", visible.length());
        int end = MAX_TEXT - mark.length();
        return visible.substring(0, Character.isHighSurrogate(visible.charAt(end - 1)) ? end - 1 : end) + mark;
    }

    private Sheet newSheet() {
        sheetNumber++;
        Sheet created = sheets.book().createSheet(sheetNumber == 1 ? name : name + " (" + sheetNumber + ")");
        for (int i = 0; i < columns.size(); i++) {
            created.setColumnWidth(i, columns.get(i).width() * 256);
        }
        created.createFreezePane(frozenColumns, 1);
        created.setRepeatingRows(new CellRangeAddress(0, 0, -1, -1));
        sheets.pageSetup().apply(created, paper);
        nextRow = 0;
        return created;
    }

    private Row header() {
        Row titles = sheet.createRow(nextRow++);
        boolean upright = columns.stream().anyMatch(column -> column.kind() == Column.Kind.UPRIGHT);
        titles.setHeightInPoints(upright ? 210 : 30);
        for (int i = 0; i < columns.size(); i++) {
            Cell cell = titles.createCell(i);
            cell.setCellValue(columns.get(i).title());
            cell.setCellStyle(
                    switch (columns.get(i).kind()) {
                        case TEXT -> sheets.styles().header;
                        case NUMBER -> sheets.styles().numberHeader;
                        case UPRIGHT -> sheets.styles().uprightHeader;
                    });
        }
        return titles;
    }
}
