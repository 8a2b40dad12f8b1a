package dev.atrest.writers.excel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.util.CellReference;

/**
 * The rows of a sheet as the XML that POI writes, character by character the same. POI makes an object for each cell, keeps a
 * hundred rows of them, and goes over a text code point by code point, which took most of the time of a large workbook: a row is
 * put together here as its cells come, and given away in one piece.
 */
final class RowsAsXml {

    private final TemporaryParts.Part part;
    private final Writer out;
    private final List<String> columns = new ArrayList<>();
    private char[] cells = new char[1 << 13];
    private int length;
    /** From 0 on; -1 before the first. */
    private int row = -1;

    private int nextColumn;
    private float points;

    RowsAsXml(TemporaryParts.Part part) throws IOException {
        this.part = part;
        this.out = part.writer();
    }

    /**
     * Begins a row, which ends the one before.
     *
     * @param index from 0 on
     */
    void begin(int index) {
        end();
        row = index;
        nextColumn = 0;
        points = 0;
    }

    /** The height of the row, in place of the usual one; to a twentieth of a point. */
    void height(float newPoints) {
        points = (short) (newPoints * 20) / 20f;
    }

    /** The number of the next cell's column, from 0 on. */
    int nextColumn() {
        return nextColumn;
    }

    /** Leaves a column without a cell. */
    void skip() {
        nextColumn++;
    }

    void number(double value, CellStyle style) {
        cell(style);
        put(" t=\"n\"><v>");
        put(Double.toString(value));
        put("</v></c>");
    }

    void string(String value, CellStyle style) {
        cell(style);
        put(" t=\"inlineStr\"><is><t");
        if (hasBlankEnds(value)) {
            put(" xml:space=\"preserve\"");
        }
        put(">");
        putEscaped(value);
        put("</t></is></c>");
    }

    /** Ends the writing. */
    Piece complete() throws IOException {
        end();
        out.close();
        return part.piece();
    }

    private void end() {
        if (row < 0) {
            return;
        }
        try {
            out.write("<row r=\"" + (row + 1) + "\"");
            if (points > 0) {
                out.write(" customHeight=\"1\" ht=\"" + points + "\"");
            }
            out.write(">\n");
            out.write(cells, 0, length);
            out.write("</row>\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        length = 0;
        row = -1;
    }

    private static boolean hasBlankEnds(String text) {
        return !text.isEmpty()
                && (Character.isWhitespace(text.charAt(0)) || Character.isWhitespace(text.charAt(text.length() - 1)));
    }

    private void cell(CellStyle cellStyle) {
        put("<c r=\"");
        put(column(nextColumn++));
        put(Integer.toString(row + 1));
        put("\"");
        int style = cellStyle.getIndex() & 0xFFFF;
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
            char character = text.charAt(i);
            if (character > '>' && character < '\u00A0') {
                continue;
            }
            String escape = escape(character);
            if (!escape.isEmpty()) {
                put(text, begin, i);
                put(escape);
                begin = i + 1;
            }
        }
        put(text, begin, text.length());
    }

    /** What is written of a character; empty for itself. */
    private static String escape(char character) {
        return switch (character) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '"' -> "&quot;";
            case '\n' -> "&#xa;";
            case '\r' -> "&#xd;";
            case '\t' -> "&#x9;";
            case '\u00A0' -> "&#xa0;";
            // what XML cannot say
            case '\uFFFE', '\uFFFF' -> "?";
            default -> character < ' ' ? "?" : "";
        };
    }

    private void put(String text) {
        put(text, 0, text.length());
    }

    private void put(String text, int begin, int end) {
        int after = length + end - begin;
        if (after > cells.length) {
            cells = Arrays.copyOf(cells, Math.max(after, 2 * cells.length));
        }
        text.getChars(begin, end, cells, length);
        length = after;
    }
}
