package dev.atrest.writers.excel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SheetDataWriter;

/**
 * The rows of a sheet as the XML that POI writes, character by character the same. POI goes over a text code point by code point
 * and makes an object for each, which took most of the time of a large workbook: a cell is put together here, and given away
 * in one piece.
 */
final class RowsAsXml extends SheetDataWriter {

    private static final char NO_BREAK_SPACE = 0xA0;
    private static final char FIRST_NONCHARACTER = 0xFFFE;

    private final TemporaryParts.Part part;
    private final List<String> columns = new ArrayList<>();
    private char[] cell = new char[1 << 10];
    private int length;

    RowsAsXml(TemporaryParts.Part part) throws IOException {
        super(part.writer());
        this.part = part;
    }

    /** Ends the writing: all rows but those that POI still holds are in the piece. */
    Piece complete() throws IOException {
        close();
        return part.piece();
    }

    @Override
    public void writeCell(int columnIndex, Cell written) throws IOException {
        // For a column without a cell POI gives nothing.
        CellType type = written == null ? CellType._NONE : written.getCellType();
        if (type == CellType.NUMERIC) {
            begin(columnIndex, written);
            put(" t=\"n\"><v>");
            put(Double.toString(written.getNumericCellValue()));
            put("</v></c>");
        } else if (type == CellType.STRING && isCommon(written.getStringCellValue())) {
            begin(columnIndex, written);
            put(" t=\"inlineStr\"><is><t>");
            putEscaped(written.getStringCellValue());
            put("</t></is></c>");
        } else {
            super.writeCell(columnIndex, written);
            return;
        }
        _out.write(cell, 0, length);
    }

    /** Whether a text is written here: with no blanks at its ends, and no character that POI has an escape of its own for. */
    private static boolean isCommon(String text) {
        int last = text.length() - 1;
        if (last < 0 || Character.isWhitespace(text.charAt(0)) || Character.isWhitespace(text.charAt(last))) {
            return false;
        }
        for (int i = 0; i <= last; i++) {
            char character = text.charAt(i);
            boolean common = character >= ' ' && character < NO_BREAK_SPACE
                    || character == '\n'
                    || character > NO_BREAK_SPACE
                            && character < FIRST_NONCHARACTER
                            && !Character.isSurrogate(character);
            if (!common) {
                return false;
            }
        }
        return true;
    }

    private void begin(int columnIndex, Cell written) {
        length = 0;
        put("<c r=\"");
        put(column(columnIndex));
        put(Integer.toString(written.getRowIndex() + 1));
        put("\"");
        int style = written.getCellStyle().getIndex() & 0xFFFF;
        if (style != 0) {
            put(" s=\"");
            put(Integer.toString(style));
            put("\"");
        }
    }

    private String column(int index) {
        while (columns.size() <= index) {
            columns.add(CellReference.convertNumToColString(columns.size()));
        }
        return columns.get(index);
    }

    private void putEscaped(String text) {
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            String escape = switch (text.charAt(i)) {
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '&' -> "&amp;";
                case '"' -> "&quot;";
                case '\n' -> "&#xa;";
                default -> "";
            };
            if (!escape.isEmpty()) {
                put(text, begin, i);
                put(escape);
                begin = i + 1;
            }
        }
        put(text, begin, text.length());
    }

    private void put(String text) {
        put(text, 0, text.length());
    }

    private void put(String text, int begin, int end) {
        int after = length + end - begin;
        if (after > cell.length) {
            cell = Arrays.copyOf(cell, Math.max(after, 2 * cell.length));
        }
        text.getChars(begin, end, cell, length);
        length = after;
    }
}
