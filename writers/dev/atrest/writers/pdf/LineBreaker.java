package dev.atrest.writers.pdf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openpdf.text.Chunk;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;

/**
 * Breaks the texts of table cells into lines, to the same lines as OpenPDF, which looks up several attributes of each letter,
 * and does all twice: for the height of a row, and again when it is written. That took most of the time of a long document.
 */
final class LineBreaker {

    /** From line to line, in sizes of the letters. */
    static final float LEADING = 1.3f;

    private static final int UNKNOWN = -1;

    /** Letters of one font. */
    record Run(String text, Font font) {}

    /**
     * @param drop from the baseline of the line above, or from the top of the text, to that of this one
     * @param left what the line leaves of the width
     */
    record Line(List<Run> runs, float drop, float left) {}

    /** Widths of characters in thousandths of the size. */
    private final Map<BaseFont, int[]> glyphs = new IdentityHashMap<>();

    private final List<Font> fonts = new ArrayList<>();
    private char[] text = new char[1 << 10];
    private float[] widths = new float[1 << 10];
    /** By letter, the number of its font. */
    private int[] fontOf = new int[1 << 10];

    private int length;

    /** The lines of a text; empty where only OpenPDF knows how to set it. */
    Optional<List<Line>> lines(Phrase phrase, float width) {
        if (!take(phrase)) {
            return Optional.empty();
        }
        var lines = new ArrayList<Line>();
        for (int begin = 0; begin < length; ) {
            int end = begin;
            while (end < length && text[end] != '\n') {
                end++;
            }
            int next = end + 1;
            while (end > begin && text[end - 1] <= ' ') {
                end--;
            }
            if (end == begin) {
                return Optional.empty();
            }
            paragraph(begin, end, width, lines);
            begin = next;
        }
        return Optional.of(lines);
    }

    /** Takes the letters; says no when some are not set one beside the other, each by itself. */
    private boolean take(Phrase phrase) {
        fonts.clear();
        length = 0;
        for (Element part : phrase) {
            if (!(part instanceof Chunk chunk)) {
                return false;
            }
            String content = chunk.getContent();
            Font font = chunk.getFont();
            makeRoom(length + content.length());
            int[] known = glyphs.computeIfAbsent(font.getBaseFont(), _ -> unknown());
            for (int i = 0; i < content.length(); i++) {
                char character = content.charAt(i);
                if (!isSimple(character)) {
                    return false;
                }
                if (known[character] == UNKNOWN) {
                    known[character] = font.getBaseFont().getWidth(character);
                }
                text[length] = character;
                widths[length] = known[character] * 0.001f * font.getSize();
                fontOf[length] = fonts.size();
                length++;
            }
            fonts.add(font);
        }
        return true;
    }

    private static int[] unknown() {
        var widths = new int[Character.MAX_VALUE + 1];
        Arrays.fill(widths, UNKNOWN);
        return widths;
    }

    private static boolean isSimple(char character) {
        boolean unprinted =
                character >= '\u200b' && character <= '\u200f' || character >= '\u202a' && character <= '\u202e';
        return character != '\r' && !unprinted && !Character.isSurrogate(character);
    }

    private void makeRoom(int needed) {
        if (needed > text.length) {
            int room = Math.max(needed, 2 * text.length);
            text = Arrays.copyOf(text, room);
            widths = Arrays.copyOf(widths, room);
            fontOf = Arrays.copyOf(fontOf, room);
        }
    }

    private void paragraph(int begin, int end, float width, List<Line> lines) {
        int next = begin;
        while (next < end) {
            next = line(next == begin ? begin : trimLeft(next), end, width, lines);
        }
    }

    /** Adds one line. A blank that does not fit is a place to break at as well. */
    private int line(int begin, int end, float width, List<Line> lines) {
        float left = width;
        int split = -1;
        int at = begin;
        for (; at < end; at++) {
            boolean splits = AfterPunctuation.splits(text[at]);
            boolean fits = left - widths[at] >= 0;
            if (splits && (fits || Character.isWhitespace(text[at]))) {
                split = at;
            }
            if (!fits) {
                break;
            }
            left -= widths[at];
        }
        if (at == begin) { // not even one letter fits
            lines.add(line(begin, begin, 0, lines.isEmpty()));
            return begin + 1;
        }
        if (at == end) {
            lines.add(line(begin, end - 1, left, lines.isEmpty()));
            return end;
        }
        int last = trimRight(begin, at - 1);
        if (last < begin) {
            lines.add(line(begin, at - 1, left, lines.isEmpty()));
            return at;
        }
        if (split < 0 || split >= last) {
            lines.add(line(begin, last, left + width(last + 1, at - 1), lines.isEmpty()));
            return at;
        }
        last = trimRight(begin, split);
        if (last < begin) {
            last = split;
        }
        lines.add(line(begin, last, width - width(begin, last), lines.isEmpty()));
        return split + 1;
    }

    private int trimLeft(int begin) {
        int at = begin;
        while (text[at] <= ' ') {
            at++;
        }
        return at;
    }

    private int trimRight(int begin, int end) {
        int at = end;
        while (at >= begin && text[at] <= ' ') {
            at--;
        }
        return at;
    }

    private float width(int first, int last) {
        float width = 0;
        for (int i = first; i <= last; i++) {
            width += widths[i];
        }
        return width;
    }

    private Line line(int first, int last, float left, boolean top) {
        var runs = new ArrayList<Run>(1);
        float ascent = 0;
        float size = 0;
        for (int begin = first; begin <= last; ) {
            int end = begin;
            while (end <= last && fontOf[end] == fontOf[begin]) {
                end++;
            }
            Font font = fonts.get(fontOf[begin]);
            runs.add(new Run(new String(text, begin, end - begin), font));
            ascent = Math.max(ascent, font.getBaseFont().getFontDescriptor(BaseFont.ASCENT, font.getSize()));
            size = Math.max(size, font.getSize());
            begin = end;
        }
        return new Line(runs, top ? ascent : size * LEADING, left);
    }
}
