package dev.atrest.writers.pdf;

import dev.atrest.writers.pdf.Typography.Style;
import java.awt.Color;
import java.util.List;
import org.openpdf.text.Element;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;

/** A table with a header that is repeated on every page. It is written out in parts, so that it may be of any length. */
final class Grid implements AutoCloseable {

    private static final int ROWS_A_PART = 40;

    /**
     * @param weight share of the width
     * @param right numbers: set to the right
     */
    record Column(String title, float weight, boolean right) {
        Column(String title, float weight) {
            this(title, weight, false);
        }
    }

    private final Pages pages;
    private final List<Column> columns;
    private final Color line;
    private final PdfPTable table;
    private int cells;

    Grid(Pages pages, List<Column> columns) {
        this.pages = pages;
        this.columns = columns;
        this.line = Typography.awt(pages.colours().rule());
        this.table = new PdfPTable(columns.size());
        float[] weights = new float[columns.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = columns.get(i).weight();
        }
        table.setWidths(weights);
        table.setWidthPercentage(100);
        table.setSpacingBefore(6);
        table.setHeaderRows(1);
        table.setSplitLate(true);
        table.setComplete(false);
        for (Column column : columns) {
            PdfPCell cell = cell(pages.type().phrase(column.title(), Style.CELL_HEADER), column.right());
            cell.setVerticalAlignment(Element.ALIGN_BOTTOM);
            cell.setBorderColor(Typography.awt(pages.colours().primary()));
            cell.setBorderWidth(0.9f);
            table.addCell(cell);
        }
    }

    Grid text(String text) {
        return add(pages.type().phrase(text, Style.CELL));
    }

    Grid number(long number) {
        return add(pages.type().phrase(pages.texts().number(number), Style.CELL));
    }

    /** Text with a note in smaller letters under it; an empty note takes no space. */
    Grid noted(String text, String note) {
        Phrase phrase = pages.type().phrase(text, Style.CELL);
        if (!note.isEmpty()) {
            phrase.add(pages.type().chunk((text.isEmpty() ? "" : "\n") + note, Style.CELL_NOTE));
        }
        return add(phrase);
    }

    Grid add(Phrase phrase) {
        table.addCell(cell(phrase, columns.get(cells % columns.size()).right()));
        cells++;
        if (cells % (columns.size() * ROWS_A_PART) == 0) {
            pages.add(table);
        }
        return this;
    }

    /** Writes the rest. */
    @Override
    public void close() {
        table.setComplete(true);
        pages.add(table);
    }

    private PdfPCell cell(Phrase phrase, boolean right) {
        var cell = new PdfPCell(phrase);
        cell.setBorder(PdfPCell.BOTTOM);
        cell.setBorderColor(line);
        cell.setBorderWidth(0.4f);
        cell.setPadding(3);
        cell.setPaddingTop(2);
        cell.setPaddingBottom(4);
        cell.setHorizontalAlignment(right ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT);
        cell.setUseAscender(true);
        cell.setPaddingTop(4);
        return cell;
    }
}
