package dev.atrest.writers.excel;

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

/**
 * A table that fills sheets from top to bottom: cells are added left to right to the row begun last. When a sheet is full
 * the table goes on in another, {@code NAME (2)}, with the same header.
 */
final class Table implements AutoCloseable {

    /**
     * @param width in characters
     * @param upright the title is turned by a quarter
     */
    record Column(String title, int width, boolean upright) {
        Column(String title, int width) {
            this(title, width, false);
        }
    }

    private static final int MAX_TEXT = SpreadsheetVersion.EXCEL2007.getMaxTextLength();
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";
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

    Table(Sheets sheets, String name, short paper, int frozenColumns, List<Column> columns) {
        this.sheets = sheets;
        this.name = name;
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
        return this;
    }

    Table text(String value) {
        String written = written(value);
        return string(written, guarded(written) ? sheets.styles().guardedText : sheets.styles().text);
    }

    Table wrapped(String value) {
        String written = written(value);
        return string(written, guarded(written) ? sheets.styles().guardedWrapped : sheets.styles().wrapped);
    }

    /** One of our own words, such as a status, in its colours. */
    Table word(String value, CellStyle style) {
        return string(value, style);
    }

    Table link(String value, String address) {
        string(written(value), sheets.styles().link);
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
        cell.setCellValue(ESCAPE_LOOKALIKE.matcher(value).replaceAll("_x005F_"));
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

    private static boolean guarded(String value) {
        return !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0;
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
        boolean upright = columns.stream().anyMatch(Column::upright);
        titles.setHeightInPoints(upright ? 230 : 30);
        for (int i = 0; i < columns.size(); i++) {
            Cell cell = titles.createCell(i);
            cell.setCellValue(columns.get(i).title());
            cell.setCellStyle(columns.get(i).upright() ? sheets.styles().uprightHeader : sheets.styles().header);
        }
        return titles;
    }
}
