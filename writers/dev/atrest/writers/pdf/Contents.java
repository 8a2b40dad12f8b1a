package dev.atrest.writers.pdf;

import dev.atrest.writers.pdf.Typography.Style;
import java.util.ArrayList;
import java.util.List;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfTemplate;

/** The table of contents: drawn on the cover at once, filled in when the last section has begun. */
final class Contents {

    private static final float LINE = 17;

    private record Entry(String title, int page) {}

    private final List<Entry> entries = new ArrayList<>();

    void begins(String title, int page) {
        entries.add(new Entry(title, page));
    }

    /** Writes the sections and their pages into a template, from its upper edge down. */
    void fill(PdfTemplate template, Typography type) {
        float y = template.getHeight() - LINE;
        for (Entry entry : entries) {
            text(template, type, entry.title(), PdfContentByte.ALIGN_LEFT, 0, y);
            text(template, type, Integer.toString(entry.page()), PdfContentByte.ALIGN_RIGHT, template.getWidth(), y);
            y -= LINE;
        }
    }

    static float height(int sections) {
        return LINE * (sections + 0.5f);
    }

    private static void text(PdfTemplate template, Typography type, String text, int alignment, float x, float y) {
        template.beginText();
        template.setFontAndSize(type.regular(), 9.5f);
        template.setColorFill(type.font(Style.BODY).getColor());
        template.showTextAligned(alignment, type.shown(text, type.regular()), x, y, 0);
        template.endText();
    }
}
