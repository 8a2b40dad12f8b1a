package dev.atrest.writers.pdf;

import dev.atrest.writers.Texts;
import dev.atrest.writers.pdf.Typography.Style;
import java.awt.Color;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openpdf.text.Element;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/**
 * A table with a header that is repeated on every page. It is written out in parts, so that it may be of any length. Rows are set
 * here ({@link LineBreaker}); those that OpenPDF has to set itself, for their letters or for being so high that they may go on on
 * the next page, look the same.
 */
final class Grid implements AutoCloseable {

    private static final int ROWS_A_PART = 40;
    private static final float PADDING = 3;
    /** Above and below. */
    private static final float SPACE = 4;

    private static final float GAP = 10;
    /** A third of a page. */
    private static final float HIGHEST_SET = 240;

    private static final String LONGEST_REGION = "ap-northeast-1";
    private static final LocalDate LONG_DATE = LocalDate.of(2000, 9, 30);

    /**
     * @param weight share of the width that columns for certain texts leave
     * @param right numbers: set to the right
     * @param widest the column is as wide as this text needs, whatever its weight; empty for a share of the width
     */
    record Column(String title, float weight, boolean right, String widest) {
        Column(String title, float weight, boolean right) {
            this(title, weight, right, "");
        }

        Column(String title, float weight) {
            this(title, weight, false);
        }

        /** No region is broken over two lines. */
        static Column region(Texts texts) {
            return new Column(texts.get("column.region"), 0, false, LONGEST_REGION);
        }

        /** No date is broken over two lines. */
        static Column date(String title, Texts texts) {
            return new Column(title, 0, false, texts.get("pdf.waivers.until", texts.date(LONG_DATE)));
        }
    }

    private final Pages pages;
    private final List<Column> columns;
    private final Color line;
    private final PdfPTable table;
    private final List<Phrase> row = new ArrayList<>();
    private int rows;

    Grid(Pages pages, List<Column> columns) {
        this.pages = pages;
        this.columns = columns;
        this.line = Typography.awt(pages.colours().rule());
        this.table = new PdfPTable(columns.size());
        table.setWidths(widths());
        table.setWidthPercentage(100);
        table.setTotalWidth(pages.width());
        table.setSpacingBefore(6);
        table.setHeaderRows(1);
        table.setSplitLate(true);
        table.setComplete(false);
        for (Column column : columns) {
            PdfPCell cell = cell(pages.type().phrase(column.title(), Style.CELL_HEADER), columns.indexOf(column));
            cell.setVerticalAlignment(Element.ALIGN_BOTTOM);
            cell.setBorderColor(Typography.awt(pages.colours().primary()));
            cell.setBorderWidth(0.9f);
            table.addCell(cell);
        }
    }

    private float[] widths() {
        float shared = pages.width();
        float weights = 0;
        for (Column column : columns) {
            shared -= fixedWidth(column);
            weights += column.weight();
        }
        float[] widths = new float[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            Column column = columns.get(i);
            widths[i] = column.widest().isEmpty() ? shared * column.weight() / weights : fixedWidth(column);
        }
        return widths;
    }

    private float fixedWidth(Column column) {
        return column.widest().isEmpty() ? 0 : pages.type().width(column.widest(), Style.CELL) + 2 * PADDING + 1;
    }

    Grid text(String text) {
        return add(pages.type().phrase(text, Style.CELL));
    }

    Grid strong(String text) {
        return add(pages.type().phrase(text, Style.CELL_STRONG));
    }

    Grid number(long number) {
        return add(pages.type().phrase(pages.texts().number(number), Style.CELL));
    }

    /** Text with a note in smaller letters under it; an empty note takes no space. */
    Grid noted(String text, String note) {
        Phrase phrase = pages.type().phrase(text, Style.CELL);
        if (!note.isEmpty()) {
            pages.type().add(phrase, (text.isEmpty() ? "" : "\n") + note, Style.CELL_NOTE);
        }
        return add(phrase);
    }

    Grid add(Phrase phrase) {
        row.add(phrase);
        if (row.size() == columns.size()) {
            addRow();
            row.clear();
            rows++;
            if (rows % ROWS_A_PART == 0) {
                pages.add(table);
                // which would else stand above every part of the table
                table.setSpacingBefore(0);
            }
        }
        return this;
    }

    private void addRow() {
        Optional<SetRow> set = set();
        if (set.isPresent()) {
            var cell = new PdfPCell();
            cell.setColspan(columns.size());
            cell.setFixedHeight(set.get().height());
            cell.setCellEvent(set.get());
            underline(cell);
            table.addCell(cell);
        } else {
            for (int column = 0; column < columns.size(); column++) {
                table.addCell(cell(row.get(column), column));
            }
        }
    }

    private Optional<SetRow> set() {
        var set = new SetRow(SPACE);
        float x = 0;
        for (int column = 0; column < columns.size(); column++) {
            Phrase phrase = row.get(column);
            float width = table.getAbsoluteWidths()[column];
            float left = paddingLeft(column);
            Optional<List<LineBreaker.Line>> lines = pages.type().bidirectional(phrase)
                    ? Optional.empty()
                    : pages.type().lines(phrase, width - left - PADDING);
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            set.add(x + left, columns.get(column).right(), lines.get());
            x += width;
        }
        return set.height() > HIGHEST_SET ? Optional.empty() : Optional.of(set);
    }

    private float paddingLeft(int column) {
        boolean gap = column > 0
                && !columns.get(column).right()
                && columns.get(column - 1).right();
        return gap ? GAP : PADDING;
    }

    /** Writes the rest. */
    @Override
    public void close() {
        table.setComplete(true);
        pages.add(table);
    }

    private PdfPCell cell(Phrase phrase, int column) {
        boolean right = columns.get(column).right();
        var cell = new PdfPCell(phrase);
        underline(cell);
        cell.setPadding(PADDING);
        cell.setPaddingLeft(paddingLeft(column));
        cell.setPaddingTop(SPACE);
        cell.setPaddingBottom(SPACE);
        cell.setHorizontalAlignment(right ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT);
        cell.setUseAscender(true);
        cell.setLeading(0, LineBreaker.LEADING);
        if (pages.type().bidirectional(phrase)) {
            cell.setRunDirection(PdfWriter.RUN_DIRECTION_LTR);
        }
        return cell;
    }

    private void underline(PdfPCell cell) {
        cell.setBorder(PdfPCell.BOTTOM);
        cell.setBorderColor(line);
        cell.setBorderWidth(0.4f);
    }
}
