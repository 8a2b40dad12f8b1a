package dev.atrest.writers.pdf;

import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.pdf.Typography.Style;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
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
 * The contents: every section with what it answers and, filled in when it has begun, its page number. A click leads there.
 * Where failures fill a book, the rules that they break are listed, too.
 */
final class Contents {

    private static final float NUMBER_WIDTH = 40;
    private static final float NUMBER_HEIGHT = 12;
    /** From the upper edge of a line down to its number. */
    private static final float NUMBER_DROP = 16;

    /** So many failures are some fifty pages, in which nobody leafs for a rule. */
    private static final long MANY_FAILURES = 1_000;

    private static final float RULE_INDENT = 12;
    /** From the upper edge of a rule's line down to its number. */
    private static final float RULE_DROP = 12.5f;

    private final List<ReportSection> sections;
    private final List<Rule> broken;
    private final Map<String, PdfTemplate> numbers = new HashMap<>();

    Contents(List<ReportSection> sections, AssessmentReport report) {
        this.sections = sections;
        this.broken = report.summary().findings(FindingStatus.FAIL) < MANY_FAILURES ? List.of() : broken(report);
    }

    /** In the order of the section on failures. */
    private static List<Rule> broken(AssessmentReport report) {
        Map<String, StatusCounts> counts = report.countsByRule();
        return report.rules().stream()
                .filter(rule ->
                        counts.getOrDefault(rule.id(), StatusCounts.NONE).fail() > 0)
                .sorted(Comparator.comparing(Rule::severity).thenComparing(Rule::id))
                .toList();
    }

    void write(Pages pages) {
        pages.newPage();
        pages.heading(pages.texts().get("report.contents"), Style.HEADING_1, 0, 8);
        var table = new PdfPTable(new float[] {90, 10});
        table.setWidthPercentage(100);
        for (ReportSection section : sections) {
            section(section, table, pages);
            if (section == ReportSection.FAILURES) {
                broken.forEach(rule -> rule(rule, table, pages));
            }
        }
        pages.add(table);
        leftOut(pages);
    }

    private void section(ReportSection section, PdfPTable table, Pages pages) {
        var name = cell(pages);
        name.addElement(pages.type().paragraph(section.heading(pages.texts()), Style.STRONG));
        name.addElement(pages.type().paragraph(pages.texts().get("pdf.about." + section.label()), Style.CAPTION));
        line(name, cell(pages), section.label(), NUMBER_DROP, table, pages);
    }

    private void rule(Rule rule, PdfPTable table, Pages pages) {
        var name = cell(pages);
        name.addElement(pages.type().paragraph(rule.title(), Style.CAPTION));
        name.setPaddingLeft(RULE_INDENT);
        var number = cell(pages);
        for (PdfPCell cell : List.of(name, number)) {
            cell.setPaddingTop(0);
            cell.setPaddingBottom(4);
        }
        line(name, number, rule.id(), RULE_DROP, table, pages);
    }

    /** A line whose number is filled in later, and which leads to what has begun there. */
    private void line(PdfPCell name, PdfPCell page, String begun, float drop, PdfPTable table, Pages pages) {
        name.setCellEvent((_, place, _) -> link(
                pages.writer(),
                begun,
                place.getLeft(),
                place.getBottom(),
                place.getLeft() + pages.width(),
                place.getTop()));
        table.addCell(name);
        PdfTemplate number = pages.writer().getDirectContent().createTemplate(NUMBER_WIDTH, NUMBER_HEIGHT);
        numbers.put(begun, number);
        // not as an image, for which OpenPDF takes a font that is not embedded
        page.setCellEvent((_, place, canvases) -> canvases[PdfPTable.TEXTCANVAS].addTemplate(
                number, place.getRight() - NUMBER_WIDTH, place.getTop() - drop));
        table.addCell(page);
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

    private static void link(PdfWriter writer, String begun, float left, float bottom, float right, float top) {
        var link = new PdfAnnotation(writer, left, bottom, right, top, PdfAction.gotoLocalPage(begun, false));
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
    void begins(ReportSection section, float top, Pages pages) {
        begins(section.label(), Style.STRONG, top, pages);
    }

    /** What the section on failures says of a rule begins here. */
    void begins(Rule rule, float top, Pages pages) {
        if (numbers.containsKey(rule.id())) {
            begins(rule.id(), Style.CAPTION, top, pages);
        }
    }

    private void begins(String name, Style style, float top, Pages pages) {
        PdfWriter writer = pages.writer();
        writer.getDirectContent().localDestination(name, new PdfDestination(PdfDestination.FITH, top));
        PdfTemplate number = numbers.get(name);
        if (number != null) {
            pages.type()
                    .draw(
                            number,
                            pages.type().phrase(pages.texts().number(writer.getPageNumber()), style),
                            Element.ALIGN_RIGHT,
                            NUMBER_WIDTH,
                            2);
        }
    }
}
