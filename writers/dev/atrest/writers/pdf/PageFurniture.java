package dev.atrest.writers.pdf;

import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Colour;
import dev.atrest.writers.Texts;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/**
 * What every page but the cover carries: title, what goes on from the page before, and marking above; assessment and page
 * number below.
 */
final class PageFurniture extends PdfPageEventHelper {

    private static final float SIZE = 7.5f;
    /** Of the number of all pages, five digits and a sign between them. */
    private static final float TOTAL_WIDTH = 26;

    /** Between what is said on the left and the marking. */
    private static final float GAP = 12;

    private static final float DESCENT = 3;
    /** A usual one is dropped at the end of a line. */
    private static final char NO_BREAK_SPACE = '\u00a0';

    private final Typography type;
    private final Brand brand;
    private final Texts texts;
    private final AssessmentSummary summary;
    private final PdfTemplate pages;
    private String present = "";
    private String goingOn = "";

    PageFurniture(PdfWriter writer, Typography type, Brand brand, Texts texts, AssessmentSummary summary) {
        this.type = type;
        this.brand = brand;
        this.texts = texts;
        this.summary = summary;
        this.pages = writer.getDirectContent().createTemplate(TOTAL_WIDTH, 12);
    }

    /**
     * Something begins on the present page.
     *
     * @param first whether nothing of the page is above it
     */
    void begins(String what, boolean first) {
        present = what;
        if (first) {
            goingOn = "";
        }
    }

    @Override
    public void onStartPage(PdfWriter writer, Document document) {
        goingOn = present;
    }

    @Override
    public void onEndPage(PdfWriter writer, Document document) {
        if (writer.getPageNumber() == 1) {
            return;
        }
        PdfContentByte canvas = writer.getDirectContent();
        float top = document.top() + 22;
        float bottom = document.bottom() - 24;
        Colour muted = brand.colours().muted();
        String title = brand.organisation().isEmpty()
                ? texts.get("report.title")
                : brand.organisation() + "  ·  " + texts.get("report.title");
        String topic = goingOn.isEmpty() ? title : title + "  ·  " + goingOn;
        float room = document.right() - document.left() - width(true, brand.classification()) - GAP;
        text(canvas, false, muted, fitting(topic, room), Element.ALIGN_LEFT, document.left(), top);
        text(canvas, true, brand.colours().fail(), brand.classification(), Element.ALIGN_RIGHT, document.right(), top);
        line(canvas, document.left(), document.right(), top - 6);
        line(canvas, document.left(), document.right(), bottom + 12);
        text(
                canvas,
                false,
                muted,
                texts.get("report.assessment", summary.id()),
                Element.ALIGN_LEFT,
                document.left(),
                bottom);
        // the number of pages is not known yet: the template that stands for it is filled at the end
        String page = texts.get("page.of", writer.getPageNumber(), "").strip() + NO_BREAK_SPACE;
        text(canvas, false, muted, page, Element.ALIGN_RIGHT, document.right() - TOTAL_WIDTH, bottom);
        canvas.addTemplate(pages, document.right() - TOTAL_WIDTH, bottom - DESCENT);
    }

    @Override
    public void onCloseDocument(PdfWriter writer, Document document) {
        // the page that would come next has been counted already
        String total = texts.number(writer.getPageNumber() - 1);
        text(pages, false, brand.colours().muted(), total, Element.ALIGN_LEFT, 0, DESCENT);
    }

    /** The text, or as much of it as there is room for. */
    private String fitting(String text, float room) {
        String shown = text;
        for (int left = text.codePointCount(0, text.length()); left > 0 && width(false, shown) > room; left--) {
            shown = text.substring(0, text.offsetByCodePoints(0, left - 1)).strip() + "…";
        }
        return shown;
    }

    private float width(boolean strong, String text) {
        return ColumnText.getWidth(
                type.phrase(text, strong, SIZE, brand.colours().muted()));
    }

    private void line(PdfContentByte canvas, float left, float right, float y) {
        canvas.setLineWidth(0.4f);
        canvas.setColorStroke(Typography.awt(brand.colours().rule()));
        canvas.moveTo(left, y);
        canvas.lineTo(right, y);
        canvas.stroke();
    }

    private void text(
            PdfContentByte canvas, boolean strong, Colour colour, String text, int alignment, float x, float y) {
        type.draw(canvas, type.phrase(text, strong, SIZE, colour), alignment, x, y);
    }
}
