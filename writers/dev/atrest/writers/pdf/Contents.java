package dev.atrest.writers.pdf;

import dev.atrest.writers.ReportSection;
import dev.atrest.writers.pdf.Typography.Style;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openpdf.text.Element;
import org.openpdf.text.Paragraph;
import org.openpdf.text.pdf.PdfAction;
import org.openpdf.text.pdf.PdfAnnotation;
import org.openpdf.text.pdf.PdfDestination;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/**
 * The page of contents: every section with what it answers and, filled in when it has begun, its page number. A click leads
 * there.
 */
final class Contents {

    private static final float NUMBER_WIDTH = 40;
    private static final float NUMBER_HEIGHT = 12;
    /** From the upper edge of a line down to its number. */
    private static final float NUMBER_DROP = 16;

    private final List<ReportSection> sections;
    private final Map<ReportSection, PdfTemplate> numbers = new EnumMap<>(ReportSection.class);

    Contents(List<ReportSection> sections) {
        this.sections = sections;
    }

    void write(Pages pages) {
        pages.newPage();
        pages.heading(pages.texts().get("report.contents"), Style.HEADING_1, 0, 8);
        var table = new PdfPTable(new float[] {90, 10});
        table.setWidthPercentage(100);
        for (ReportSection section : sections) {
            var name = cell(pages);
            name.addElement(pages.type().paragraph(section.heading(pages.texts()), Style.STRONG));
            name.addElement(pages.type().paragraph(pages.texts().get("pdf.about." + section.label()), Style.CAPTION));
            name.setCellEvent((_, place, _) -> link(
                    pages.writer(),
                    section,
                    place.getLeft(),
                    place.getBottom(),
                    place.getLeft() + pages.width(),
                    place.getTop()));
            table.addCell(name);
            table.addCell(number(section, pages));
        }
        pages.add(table);
        leftOut(pages);
    }

    private PdfPCell number(ReportSection section, Pages pages) {
        PdfTemplate number = pages.writer().getDirectContent().createTemplate(NUMBER_WIDTH, NUMBER_HEIGHT);
        numbers.put(section, number);
        var cell = cell(pages);
        // not as an image, for which OpenPDF takes a font that is not embedded
        cell.setCellEvent((_, place, canvases) -> canvases[PdfPTable.TEXTCANVAS].addTemplate(
                number, place.getRight() - NUMBER_WIDTH, place.getTop() - NUMBER_DROP));
        return cell;
    }

    private static PdfPCell cell(Pages pages) {
        var cell = new PdfPCell();
        cell.setBorder(PdfPCell.BOTTOM);
        cell.setBorderWidth(0.4f);
        cell.setBorderColor(Typography.awt(pages.colours().rule()));
        cell.setPadding(0);
        cell.setPaddingTop(4);
        cell.setPaddingBottom(8);
        return cell;
    }

    private static void link(
            PdfWriter writer, ReportSection section, float left, float bottom, float right, float top) {
        var link = new PdfAnnotation(writer, left, bottom, right, top, PdfAction.gotoLocalPage(section.label(), false));
        link.setFlags(PdfAnnotation.FLAGS_PRINT);
        writer.addAnnotation(link);
    }

    /** What the template leaves out is said, so that nobody takes it for nothing. */
    private void leftOut(Pages pages) {
        String missing = Arrays.stream(ReportSection.values())
                .filter(section -> !sections.contains(section))
                .map(section -> section.heading(pages.texts()))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            Paragraph note = pages.type().paragraph(pages.texts().get("pdf.contents.leftOut", missing), Style.NOTE);
            note.setSpacingBefore(10);
            pages.add(note);
        }
    }

    /** A section begins here. */
    void begins(ReportSection section, PdfWriter writer, float top, Typography type) {
        writer.getDirectContent().localDestination(section.label(), new PdfDestination(PdfDestination.FITH, top));
        PdfTemplate number = numbers.get(section);
        if (number != null) {
            type.draw(
                    number,
                    type.phrase(Integer.toString(writer.getPageNumber()), Style.STRONG),
                    Element.ALIGN_RIGHT,
                    NUMBER_WIDTH,
                    2);
        }
    }
}
