package dev.atrest.writers.pdf;

import dev.atrest.writers.Brand;
import dev.atrest.writers.Colour;
import dev.atrest.writers.VisibleText;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openpdf.text.Chunk;
import org.openpdf.text.DocumentException;
import org.openpdf.text.Font;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.SplitCharacter;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfChunk;

/** The fonts and sizes of a document. Fonts are embedded, as far as their characters are used. */
final class Typography {

    /** What a piece of text is. */
    enum Style {
        TITLE(30, true, Ink.PRIMARY),
        HEADING_1(18, true, Ink.PRIMARY),
        HEADING_2(11.5f, true, Ink.TEXT),
        LEAD(10.5f, false, Ink.TEXT),
        BODY(9, false, Ink.TEXT),
        STRONG(9, true, Ink.TEXT),
        NOTE(9, false, Ink.MUTED),
        FIGURE(19, true, Ink.PRIMARY),
        CAPTION(7.5f, false, Ink.MUTED),
        CELL(7.5f, false, Ink.TEXT),
        CELL_STRONG(7.5f, true, Ink.TEXT),
        CELL_NOTE(6.5f, false, Ink.MUTED),
        CELL_HEADER(7.5f, true, Ink.PRIMARY);

        private final float size;
        private final boolean bold;
        private final Ink ink;

        Style(float size, boolean bold, Ink ink) {
            this.size = size;
            this.bold = bold;
            this.ink = ink;
        }

        float leading() {
            return size * 1.4f;
        }
    }

    private enum Ink {
        PRIMARY,
        TEXT,
        MUTED
    }

    /** ARNs and paths have no blanks to break a line at. */
    private static final SplitCharacter BREAKS = new AfterPunctuation();

    private final Brand.Palette palette;
    private final BaseFont regular;
    private final BaseFont bold;
    private final BaseFont mono;
    private final Map<BaseFont, IntPredicate> glyphs;

    /** @throws IOException when a font file cannot be read or is not TrueType */
    Typography(Brand brand) throws IOException {
        palette = brand.colours();
        regular = font(brand.fonts().regular());
        bold = font(brand.fonts().bold());
        mono = font(brand.fonts().mono());
        glyphs = Stream.of(regular, bold, mono).collect(Collectors.toMap(font -> font, Glyphs::of));
    }

    private static BaseFont font(Path file) throws IOException {
        try {
            // not cached: the file may change while we run
            return BaseFont.createFont(file.toString(), BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, null, null);
        } catch (DocumentException e) {
            throw new IOException(file + " cannot be used as a font: " + e.getMessage(), e);
        }
    }

    Phrase phrase(String text, Style style) {
        return new Phrase(style.leading(), chunk(text, style));
    }

    Paragraph paragraph(String text, Style style) {
        return new Paragraph(style.leading(), chunk(text, style));
    }

    Chunk chunk(String text, Style style) {
        return chunk(text, font(style));
    }

    Font font(Style style) {
        return font(style, colourOf(style.ink));
    }

    Font font(Style style, Color colour) {
        return new Font(style.bold ? bold : regular, style.size, Font.NORMAL, colour);
    }

    /** A command, in letters of one width. */
    Paragraph command(String text) {
        return new Paragraph(10, chunk(text, new Font(mono, 7, Font.NORMAL, colourOf(Ink.TEXT))));
    }

    /** White words on a colour. */
    Chunk chip(String text, Colour colour, float size) {
        var chunk = new Chunk(shown(text, bold), new Font(bold, size, Font.NORMAL, Color.WHITE));
        chunk.setBackground(awt(colour), size * 0.5f, size * 0.25f, size * 0.5f, size * 0.3f);
        return chunk;
    }

    /** Text of a status or severity in its colour. */
    Phrase coloured(String text, Colour colour) {
        return new Phrase(Style.CELL.leading(), chunk(text, font(Style.CELL_STRONG, awt(colour))));
    }

    Chunk chunk(String text, Font font) {
        var chunk = new Chunk(shown(text, font.getBaseFont()), font);
        chunk.setSplitCharacter(BREAKS);
        return chunk;
    }

    String shown(String text, BaseFont font) {
        return VisibleText.of(text.replace("\t", "    "), glyphs.getOrDefault(font, font::charExists));
    }

    /** Width of a text on one line, in points. */
    float width(String text, Style style) {
        return (style.bold ? bold : regular).getWidthPoint(shown(text, regular), style.size);
    }

    BaseFont regular() {
        return regular;
    }

    BaseFont bold() {
        return bold;
    }

    private Color colourOf(Ink ink) {
        return awt(
                switch (ink) {
                    case PRIMARY -> palette.primary();
                    case TEXT -> palette.text();
                    case MUTED -> palette.muted();
                });
    }

    static Color awt(Colour colour) {
        return new Color(colour.red(), colour.green(), colour.blue());
    }

    /** Which characters a font has. That of the ASCII ones is asked for each letter of the report, so it is known before. */
    private record Glyphs(BaseFont font, BitSet ascii) implements IntPredicate {

        private static final int ASCII = 128;

        static IntPredicate of(BaseFont font) {
            var ascii = new BitSet(ASCII);
            IntStream.range(0, ASCII).filter(font::charExists).forEach(ascii::set);
            return new Glyphs(font, ascii);
        }

        @Override
        public boolean test(int character) {
            return character < ASCII ? ascii.get(character) : font.charExists(character);
        }
    }

    private static final class AfterPunctuation implements SplitCharacter {
        @Override
        public boolean isSplitCharacter(int start, int current, int end, char[] text, PdfChunk[] chunks) {
            return switch (text[current]) {
                case ' ', '/', ':', '-', '_', ',', '.' -> true;
                default -> false;
            };
        }
    }
}
