package dev.atrest.writers.pdf;

import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Texts;
import java.awt.Color;
import org.openpdf.text.Document;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/** What every page but the cover carries: title and marking above; assessment and page number below. */
final class PageFurniture extends PdfPageEventHelper {

    private static final float SIZE = 7.5f;
    private static final float TOTAL_WIDTH = 60;

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
        Color muted = Typography.awt(brand.colours().muted());
        String title = brand.organisation().isEmpty()
                ? texts.get("report.title")
                : brand.organisation() + "  ·  " + texts.get("report.title");
        text(canvas, type.regular(), muted, title, PdfContentByte.ALIGN_LEFT, document.left(), top);
        text(
                canvas,
                type.bold(),
                Typography.awt(brand.colours().fail()),
                brand.classification(),
                PdfContentByte.ALIGN_RIGHT,
                document.right(),
                top);
        line(canvas, document.left(), document.right(), top - 6);
        line(canvas, document.left(), document.right(), bottom + 12);
        text(
                canvas,
                type.regular(),
                muted,
                texts.get("report.assessment", summary.id()),
                PdfContentByte.ALIGN_LEFT,
                document.left(),
                bottom);
        // the number of pages is not known yet: the template that stands for it is filled at the end
        String page = texts.get("page.of", writer.getPageNumber(), "");
        float total = type.regular().getWidthPoint(String.valueOf(99), SIZE) * 1.6f;
        text(canvas, type.regular(), muted, page, PdfContentByte.ALIGN_RIGHT, document.right() - total, bottom);
        canvas.addTemplate(pages, document.right() - total, bottom);
    }

    @Override
    public void onCloseDocument(PdfWriter writer, Document document) {
        // the page that would come next has been counted already
        String total = Integer.toString(writer.getPageNumber() - 1);
        text(pages, type.regular(), Typography.awt(brand.colours().muted()), total, PdfContentByte.ALIGN_LEFT, 0, 0);
    }

    private void line(PdfContentByte canvas, float left, float right, float y) {
        canvas.setLineWidth(0.4f);
        canvas.setColorStroke(Typography.awt(brand.colours().rule()));
        canvas.moveTo(left, y);
        canvas.lineTo(right, y);
        canvas.stroke();
    }

    private void text(
            PdfContentByte canvas, BaseFont font, Color colour, String text, int alignment, float x, float y) {
        canvas.beginText();
        canvas.setFontAndSize(font, SIZE);
        canvas.setColorFill(colour);
        canvas.showTextAligned(alignment, type.shown(text, font), x, y, 0);
        canvas.endText();
    }
}
