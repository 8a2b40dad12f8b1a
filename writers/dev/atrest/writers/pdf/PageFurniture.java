package dev.atrest.writers.pdf;

import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Colour;
import dev.atrest.writers.Texts;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/** What every page but the cover carries: title and marking above; assessment and page number below. */
final class PageFurniture extends PdfPageEventHelper {

    private static final float SIZE = 7.5f;
    /** Of the number of all pages, five digits and a sign between them. */
    private static final float TOTAL_WIDTH = 26;

    private static final float DESCENT = 3;
    /** A usual one is dropped at the end of a line. */
    private static final char NO_BREAK_SPACE = '\u00a0';

    private final Typography type;
    private final Brand brand;
    private final Texts texts;
    private final AssessmentSummary summary;
    private final PdfTemplate pages;

    PageFurniture(PdfWriter writer, Typography type, Brand brand, Texts texts, AssessmentSummary summary) {
        this.type = type;
        this.brand = brand;
        this.texts = texts;
        this.summary = summary;
        this.pages = writer.getDirectContent().createTemplate(TOTAL_WIDTH, 12);
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
        text(canvas, false, muted, title, Element.ALIGN_LEFT, document.left(), top);
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
