package dev.atrest.writers.pdf;

import dev.atrest.writers.Brand;
import dev.atrest.writers.Colour;
import dev.atrest.writers.VisibleText;
import java.awt.Color;
import java.io.IOException;
import java.text.Bidi;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openpdf.text.Chunk;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfWriter;

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

    /** Of every piece of text; ARNs and paths have no blanks to break a line at. */
    private static final Map<String, Object> ATTRIBUTES = Map.of(Chunk.SPLITCHARACTER, new AfterPunctuation());

    private final Brand.Palette palette;
    private final Typeface regular;
    private final Typeface bold;
    private final Typeface mono;
    private final FallbackFonts fallback;
    private final Map<Style, Font> fonts = new EnumMap<>(Style.class);
    private final LineBreaker breaker = new LineBreaker();

    /** @throws IOException when a font file cannot be read or is not TrueType */
    Typography(Brand brand) throws IOException {
        palette = brand.colours();
        regular = Typeface.read(brand.fonts().regular());
        bold = Typeface.read(brand.fonts().bold());
        mono = Typeface.read(brand.fonts().mono());
        fallback = new FallbackFonts(brand.fonts().fallback());
        for (Style style : Style.values()) {
            fonts.put(style, font(style, colourOf(style.ink)));
        }
    }

    Phrase phrase(String text, Style style) {
        return add(new Phrase(style.leading()), text, style);
    }

    Paragraph paragraph(String text, Style style) {
        return add(new Paragraph(style.leading()), text, style);
    }

    <P extends Phrase> P add(P phrase, String text, Style style) {
        return add(phrase, text, font(style), style.bold ? bold : regular);
    }

    Font font(Style style) {
        return fonts.get(style);
    }

    private Font font(Style style, Color colour) {
        return new Font((style.bold ? bold : regular).font(), style.size, Font.NORMAL, colour);
    }

    /** A command, in letters of one width. */
    Paragraph command(String text) {
        return add(new Paragraph(10), text, new Font(mono.font(), 7, Font.NORMAL, colourOf(Ink.TEXT)), mono);
    }

    /** White words on a colour. */
    Chunk chip(String text, Colour colour, float size) {
        var chunk = new Chunk(VisibleText.of(text, bold::has), new Font(bold.font(), size, Font.NORMAL, Color.WHITE));
        chunk.setBackground(awt(colour), size * 0.5f, size * 0.25f, size * 0.5f, size * 0.3f);
        return chunk;
    }

    /** Text of a status or severity in its colour. */
    Phrase coloured(String text, Colour colour) {
        return add(new Phrase(Style.CELL.leading()), text, font(Style.CELL_STRONG, awt(colour)), bold);
    }

    /** Text of another size or colour than its style's. */
    Phrase phrase(String text, boolean strong, float size, Colour colour) {
        Typeface face = strong ? bold : regular;
        return add(new Phrase(size), text, new Font(face.font(), size, Font.NORMAL, awt(colour)), face);
    }

    /** Adds a text in one font as far as that has its characters, and the rest in others. */
    private <P extends Phrase> P add(P phrase, String text, Font font, Typeface face) {
        if (phrase.isEmpty()) {
            // that of the space around a paragraph, for which OpenPDF else takes one that is not embedded
            phrase.setFont(font);
        }
        String shown = VisibleText.of(text.replace("\t", "    "), character -> shows(face, character));
        if (face.hasAll(shown)) {
            phrase.add(chunk(shown, font));
            return phrase;
        }
        int begin = 0;
        Typeface current = face;
        for (int i = 0; i < shown.length(); ) {
            int character = shown.codePointAt(i);
            Typeface next = faceOf(character, face, current);
            if (next != current) {
                addRun(phrase, shown.substring(begin, i), font, current);
                begin = i;
                current = next;
            }
            i += Character.charCount(character);
        }
        addRun(phrase, shown.substring(begin), font, current);
        return phrase;
    }

    private static void addRun(Phrase phrase, String text, Font font, Typeface face) {
        if (!text.isEmpty()) {
            phrase.add(
                    font.getBaseFont() == face.font()
                            ? chunk(text, font)
                            : chunk(text, new Font(face.font(), font.getSize(), Font.NORMAL, font.getColor())));
        }
    }

    private boolean shows(Typeface face, int character) {
        return face.has(character) || fallback.having(character).isPresent();
    }

    /** Blanks and punctuation stay in the font of the letters around them. */
    private Typeface faceOf(int character, Typeface face, Typeface current) {
        if (face.has(character) || character == '\n') {
            return face;
        }
        return current != face && current.has(character)
                ? current
                : fallback.having(character).orElse(face);
    }

    private static Chunk chunk(String text, Font font) {
        var chunk = new Chunk(text, font);
        chunk.setChunkAttributes(ATTRIBUTES);
        return chunk;
    }

    /** Whether some of a text is written from right to left. */
    boolean bidirectional(Phrase phrase) {
        for (Element part : phrase) {
            if (part instanceof Chunk chunk && !isMain(chunk.getFont().getBaseFont())) {
                char[] text = chunk.getContent().toCharArray();
                if (Bidi.requiresBidi(text, 0, text.length)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isMain(BaseFont font) {
        return font == regular.font() || font == bold.font() || font == mono.font();
    }

    /** The lines of a text that is written from left to right; empty where only OpenPDF knows how to set it. */
    Optional<List<LineBreaker.Line>> lines(Phrase phrase, float width) {
        return breaker.lines(phrase, width);
    }

    /** Writes one line at a place of the page. */
    void draw(PdfContentByte canvas, Phrase line, int alignment, float x, float y) {
        ColumnText.showTextAligned(
                canvas,
                alignment,
                line,
                x,
                y,
                0,
                bidirectional(line) ? PdfWriter.RUN_DIRECTION_LTR : PdfWriter.RUN_DIRECTION_NO_BIDI,
                0);
    }

    /** Width of a text on one line, in points. */
    float width(String text, Style style) {
        return ColumnText.getWidth(phrase(text, style));
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
}
