package dev.atrest.writers.pdf;

import dev.atrest.writers.pdf.LineBreaker.Line;
import dev.atrest.writers.pdf.LineBreaker.Run;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.Font;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPCellEvent;
import org.openpdf.text.pdf.PdfPTable;

/** A row of a table whose lines are known: for OpenPDF one cell without content, in which they are drawn. */
final class SetRow implements PdfPCellEvent {

    /**
     * @param x of the left edge of the text, from that of the table
     * @param right whether lines end at the right edge
     */
    private record Cell(float x, boolean right, List<Line> lines) {}

    private final float padding;
    private final List<Cell> cells = new ArrayList<>();
    private float height;

    /** @param padding above and below the texts */
    SetRow(float padding) {
        this.padding = padding;
    }

    void add(float x, boolean right, List<Line> lines) {
        cells.add(new Cell(x, right, lines));
        float below = padding;
        for (Line line : lines) {
            below += line.drop();
        }
        height = Math.max(height, below + padding);
    }

    float height() {
        return height;
    }

    @Override
    public void cellLayout(PdfPCell cell, Rectangle place, PdfContentByte[] canvases) {
        PdfContentByte canvas = canvases[PdfPTable.TEXTCANVAS];
        canvas.beginText();
        @Nullable Font font = null;
        for (Cell text : cells) {
            float y = place.getTop() - padding;
            for (Line line : text.lines()) {
                y -= line.drop();
                canvas.setTextMatrix(place.getLeft() + text.x() + (text.right() ? line.left() : 0), y);
                for (Run run : line.runs()) {
                    change(canvas, font, run.font());
                    font = run.font();
                    canvas.showText(run.text());
                }
            }
        }
        canvas.resetRGBColorFill();
        canvas.endText();
    }

    private static void change(PdfContentByte canvas, @Nullable Font from, Font to) {
        if (from == null || from.getBaseFont() != to.getBaseFont() || from.getSize() != to.getSize()) {
            canvas.setFontAndSize(to.getBaseFont(), to.getSize());
        }
        if (from == null || !to.getColor().equals(from.getColor())) {
            canvas.setColorFill(to.getColor());
        }
    }
}
