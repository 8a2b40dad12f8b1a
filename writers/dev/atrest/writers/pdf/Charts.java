package dev.atrest.writers.pdf;

import dev.atrest.writers.Colour;
import java.util.List;
import org.openpdf.text.Element;
import org.openpdf.text.Image;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfTemplate;

/** Charts drawn with lines and curves, sharp at every size. */
final class Charts {

    /** One part of a ring or one bar. */
    record Part(String label, long count, Colour colour) {}

    private static final float HEIGHT = 128;
    private static final float RADIUS = 52;
    private static final float HOLE = 33;
    private static final float TREND_HEIGHT = 78;
    private static final int MOST_MOMENTS = 12;

    private final Pages pages;
    private final PdfTemplate canvas;

    private Charts(Pages pages, float height) {
        this.pages = pages;
        this.canvas = pages.writer().getDirectContent().createTemplate(pages.width(), height);
    }

    /** A ring of the parts on the left, with their names and counts, and bars on the right. */
    static Image statuses(String ringTitle, List<Part> ring, String barsTitle, List<Part> bars, Pages pages) {
        var charts = new Charts(pages, HEIGHT);
        charts.statuses(ringTitle, ring, barsTitle, bars);
        return Image.getInstance(charts.canvas);
    }

    private void statuses(String ringTitle, List<Part> ring, String barsTitle, List<Part> bars) {
        float half = pages.width() / 2 + 12;
        text(true, 8, ringTitle, Element.ALIGN_LEFT, 0, HEIGHT - 9);
        text(true, 8, barsTitle, Element.ALIGN_LEFT, half, HEIGHT - 9);
        ring(ring);
        bars(bars, half);
    }

    /** A bar for each of several moments, the last of them strong. */
    static Image trend(String title, List<Part> moments, Pages pages) {
        var charts = new Charts(pages, TREND_HEIGHT);
        charts.trend(title, moments);
        return Image.getInstance(charts.canvas);
    }

    private void trend(String title, List<Part> moments) {
        text(true, 8, title, Element.ALIGN_LEFT, 0, TREND_HEIGHT - 9);
        float step = pages.width() / Math.max(MOST_MOMENTS, moments.size());
        float highest = TREND_HEIGHT - 42;
        long most = Math.max(1, moments.stream().mapToLong(Part::count).max().orElse(1));
        float x = 0;
        for (Part moment : moments) {
            float height = Math.max(0.8f, highest * moment.count() / most);
            canvas.setColorFill(Typography.awt(moment.colour()));
            canvas.rectangle(x + 2, 12, step - 8, height);
            canvas.fill();
            float middle = x + (step - 4) / 2;
            text(true, 7, pages.texts().number(moment.count()), Element.ALIGN_CENTER, middle, 14 + height);
            text(false, 6.5f, moment.label(), Element.ALIGN_CENTER, middle, 2);
            x += step;
        }
    }

    private void ring(List<Part> parts) {
        float x = RADIUS;
        float y = RADIUS + 2;
        long total = parts.stream().mapToLong(Part::count).sum();
        float angle = 90;
        for (Part part : parts) {
            float extent = total == 0 ? 0 : -360f * part.count() / total;
            wedge(x, y, angle, extent, part.colour());
            angle += extent;
        }
        if (total == 0) {
            wedge(x, y, 90, -360, pages.colours().rule());
        }
        wedgeHole(x, y);
        text(true, 14, pages.texts().number(total), Element.ALIGN_CENTER, x, y - 1);
        text(false, 6.5f, pages.texts().get("figure.tests"), Element.ALIGN_CENTER, x, y - 11);
        float line = y + parts.size() * 8f - 8;
        for (Part part : parts) {
            square(2 * RADIUS + 20, line - 1, part.colour());
            text(false, 8, part.label(), Element.ALIGN_LEFT, 2 * RADIUS + 32, line);
            text(true, 8, pages.texts().number(part.count()), Element.ALIGN_RIGHT, pages.width() / 2 - 22, line);
            line -= 16;
        }
    }

    private void bars(List<Part> parts, float left) {
        float labels = 68;
        float longest = pages.width() - left - labels - 40;
        long most = Math.max(1, parts.stream().mapToLong(Part::count).max().orElse(1));
        float y = HEIGHT - 36;
        for (Part part : parts) {
            text(false, 8, part.label(), Element.ALIGN_LEFT, left, y);
            float length = part.count() == 0 ? 0 : Math.max(1.5f, longest * part.count() / most);
            canvas.setColorFill(Typography.awt(part.colour()));
            canvas.rectangle(left + labels, y - 3, length, 12);
            canvas.fill();
            text(true, 8, pages.texts().number(part.count()), Element.ALIGN_LEFT, left + labels + length + 5, y);
            y -= 20;
        }
    }

    private void wedge(float x, float y, float start, float extent, Colour colour) {
        if (extent == 0) {
            return;
        }
        canvas.setColorFill(Typography.awt(colour));
        canvas.moveTo(x, y);
        boolean first = true;
        for (float[] curve : PdfContentByte.bezierArc(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS, start, extent)) {
            if (first) {
                canvas.lineTo(curve[0], curve[1]);
                first = false;
            }
            canvas.curveTo(curve[2], curve[3], curve[4], curve[5], curve[6], curve[7]);
        }
        canvas.closePath();
        canvas.fill();
    }

    private void wedgeHole(float x, float y) {
        canvas.setColorFill(java.awt.Color.WHITE);
        canvas.circle(x, y, HOLE);
        canvas.fill();
    }

    private void square(float x, float y, Colour colour) {
        canvas.setColorFill(Typography.awt(colour));
        canvas.rectangle(x, y, 7, 7);
        canvas.fill();
    }

    private void text(boolean strong, float size, String text, int alignment, float x, float y) {
        pages.type()
                .draw(
                        canvas,
                        pages.type().phrase(text, strong, size, pages.colours().text()),
                        alignment,
                        x,
                        y);
    }
}
