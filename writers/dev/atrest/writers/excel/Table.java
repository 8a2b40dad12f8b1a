package dev.atrest.writers.excel;

import dev.atrest.model.ResourceType;
import dev.atrest.writers.ConsoleLink;
import dev.atrest.writers.FormulaLike;
import dev.atrest.writers.VisibleText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

/**
 * A table that fills sheets from top to bottom: cells are added left to right to the row begun last. When a sheet is full
 * the table goes on in another, {@code NAME (2)}, with the same header.
 */
final class Table implements AutoCloseable {

    private static final int MAX_TEXT = SpreadsheetVersion.EXCEL2007.getMaxTextLength();
    private static final float LINE_POINTS = 13;
    private static final float HIGHEST_ROW = 409;
    /** Excel reads _x000A_ in a cell as the character; the escape of its own underscore keeps it as it is. */
    private static final Pattern ESCAPE_LOOKALIKE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private final Sheets sheets;
    private final TableSheet.Layout layout;
    private final List<Column> columns;
    /** By column, what the rows written last lead to. */
    private final Map<Integer, Span> spans = new HashMap<>();

    private final String console;
    private int sheetNumber;
    private TableSheet sheet;
    private int nextRow;
    private int lines;

    /** Cells of a column that lead to one place. */
    private record Span(String destination, int firstRow, int lastRow) {}

    Table(Sheets sheets, TableSheet.Layout layout) {
        this.sheets = sheets;
        this.layout = layout;
        this.columns = layout.columns();
        this.console = sheets.texts().get("excel.console.open");
        this.sheet = newSheet();
        sheet.header();
    }

    /** Begins a row. */
    Table row() {
        if (nextRow == sheets.rowsPerSheet()) {
            linkSpans();
            sheet.complete(nextRow);
            sheet = newSheet();
            sheet.header();
        }
        sheet.rows().begin(nextRow++);
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
        grow(written);
        return string(written, FormulaLike.test(written) ? sheets.styles().guardedWrapped : sheets.styles().wrapped);
    }

    /** One of our own words, such as a status, in its colours. */
    Table word(String value, CellStyle style) {
        return string(value, style);
    }

    /** A link to where the AWS console shows a resource, if it does and as long as the sheet can have more links. */
    Table console(ResourceType type, String arn, String region) {
        Optional<String> address = ConsoleLink.to(type, arn, region);
        if (address.isEmpty() || !sheet.links().roomForAddress()) {
            return blank();
        }
        sheet.links().toAddress(reference(), address.get());
        return linked(console);
    }

    /**
     * Text that leads to a place of the workbook, as {@link StreamedBook#mark} names it, as long as it fits a line, since some
     * programs do not break a link, and the sheet can have more links. Where the row above leads to the same, both have one
     * link.
     */
    Table place(String value, String destination) {
        boolean broken = linesOf(value, columns.get(sheet.rows().nextColumn()).width()) > 1;
        if (broken || !spanned(destination)) {
            return wrapped(value);
        }
        return linked(value);
    }

    private boolean spanned(String destination) {
        int column = sheet.rows().nextColumn();
        Span above = spans.get(column);
        if (above != null && above.destination().equals(destination) && above.lastRow() == nextRow - 1) {
            spans.put(column, new Span(destination, above.firstRow(), nextRow));
            return true;
        }
        link(column, above);
        boolean room = sheet.links().roomForPlace(spans.size() + 1);
        if (room) {
            spans.put(column, new Span(destination, nextRow, nextRow));
        } else {
            spans.remove(column);
        }
        return room;
    }

    private void linkSpans() {
        spans.forEach(this::link);
        spans.clear();
    }

    private void link(int column, @Nullable Span span) {
        if (span != null) {
            String letter = CellReference.convertNumToColString(column);
            String first = letter + span.firstRow();
            boolean one = span.firstRow() == span.lastRow();
            sheet.links().toPlace(one ? first : first + ":" + letter + span.lastRow(), span.destination());
        }
    }

    private Table linked(String value) {
        String written = written(value);
        return string(written, FormulaLike.test(written) ? sheets.styles().guardedLink : sheets.styles().link);
    }

    Table number(long value) {
        return number(value, sheets.styles().number);
    }

    /** A number that leads to a place of the workbook, if it is not zero. */
    Table number(long value, String destination) {
        if (value == 0) {
            return number(value);
        }
        return number(value, spanned(destination) ? sheets.styles().numberLink : sheets.styles().number);
    }

    Table decimal(double value) {
        return number(value, sheets.styles().decimal);
    }

    private Table number(double value, CellStyle style) {
        sheet.rows().number(value, style);
        return this;
    }

    /** A date cell, in UTC as its column's title says. */
    Table moment(Instant value) {
        return number(DateUtil.getExcelDate(LocalDateTime.ofInstant(value, ZoneOffset.UTC)), sheets.styles().moment);
    }

    Table date(LocalDate value) {
        return date(value, sheets.styles().date);
    }

    Table date(LocalDate value, CellStyle style) {
        return number(DateUtil.getExcelDate(value), style);
    }

    Table blank() {
        sheet.rows().skip();
        return this;
    }

    /** Names the row that was begun last, for links to lead to. */
    Table mark(String destination) {
        sheets.book().mark(destination, sheet.name(), "A" + nextRow);
        return this;
    }

    @Override
    public void close() {
        linkSpans();
        if (nextRow == 1) {
            row();
            string(layout.whenEmpty(), sheets.styles().empty);
            sheet.completeEmpty();
        } else {
            sheet.complete(nextRow);
        }
    }

    private String reference() {
        return CellReference.convertNumToColString(sheet.rows().nextColumn()) + nextRow;
    }

    private void grow(String written) {
        int needed = linesOf(written, columns.get(sheet.rows().nextColumn()).width());
        if (needed > lines) {
            lines = needed;
            sheet.rows().height(Math.min(LINE_POINTS * lines + 3, HIGHEST_ROW));
        }
    }

    /** How many lines a text takes, to the safe side: words do not break. */
    static int linesOf(String text, int width) {
        if (text.length() < width && text.indexOf('\n') < 0) {
            return 1;
        }
        int usable = Math.max(1, width - 2);
        int lines = 0;
        for (int begin = 0; begin < text.length(); ) {
            int end = text.indexOf('\n', begin);
            int after = end < 0 ? text.length() : end;
            lines += 1 + (after - begin) / usable;
            begin = after + 1;
        }
        return lines;
    }

    private Table string(String value, CellStyle style) {
        sheet.rows()
                .string(value.contains("_x") ? ESCAPE_LOOKALIKE.matcher(value).replaceAll("_x005F_") : value, style);
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

    private TableSheet newSheet() {
        sheetNumber++;
        nextRow = 1;
        return new TableSheet(sheets, layout, sheetNumber);
    }
}
