package dev.atrest.writers.pdf;

import dev.atrest.model.Rule;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Colour;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.Texts;
import dev.atrest.writers.VisibleText;
import dev.atrest.writers.pdf.Typography.Style;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Paragraph;
import org.openpdf.text.pdf.PdfDestination;
import org.openpdf.text.pdf.PdfOutline;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/** The document that sections write to, from top to bottom. */
final class Pages {

    private static final float ROOM_FOR_SECTION = 420;

    private final Document document;
    private final PdfWriter writer;
    private final Typography type;
    private final Brand brand;
    private final Texts texts;
    private final Contents contents;
    private final PageFurniture furniture;
    private PdfOutline section;
    private @Nullable ReportSection present;
    /** The present page has nothing but sections of one sentence. */
    private boolean onlySentences;

    Pages(
            Document document,
            PdfWriter writer,
            Typography type,
            Brand brand,
            Texts texts,
            Contents contents,
            PageFurniture furniture) {
        this.document = document;
        this.writer = writer;
        this.type = type;
        this.brand = brand;
        this.texts = texts;
        this.contents = contents;
        this.furniture = furniture;
        this.section = writer.getRootOutline();
    }

    Typography type() {
        return type;
    }

    Brand.Palette colours() {
        return brand.colours();
    }

    Texts texts() {
        return texts;
    }

    PdfWriter writer() {
        return writer;
    }

    float width() {
        return document.right() - document.left();
    }

    void add(Element element) {
        document.add(element);
    }

    void newPage() {
        document.newPage();
    }

    /**
     * Begins a section on a new page, or below sections of one sentence that would else have a page to themselves, with an
     * entry in the bookmarks and the contents.
     */
    void section(ReportSection section) {
        if (onlySentences && left() > ROOM_FOR_SECTION) {
            begin(section, 24);
        } else {
            document.newPage();
            begin(section, 0);
        }
        onlySentences = false;
    }

    /** Begins a section that is one sentence long: on the present page, if it has room and is not that of the summary. */
    void shortSection(ReportSection section, String sentence) {
        if (present == ReportSection.SUMMARY || left() < 110) {
            document.newPage();
            begin(section, 0);
            onlySentences = true;
        } else {
            begin(section, 24);
        }
        paragraph(sentence, Style.LEAD);
    }

    private void begin(ReportSection begun, float before) {
        present = begun;
        String title = begun.heading(texts);
        section = bookmark(writer.getRootOutline(), title);
        contents.begins(begun, top(), this);
        furniture.begins(title, writer.isPageEmpty());
        heading(title, Style.HEADING_1, before, 8);
    }

    /** Begins a part of a section, with an entry in the bookmarks. */
    void subsection(String title) {
        keep(110);
        bookmark(section, title);
        furniture.begins(sectionAnd(title), writer.isPageEmpty());
        heading(title, Style.HEADING_2, 14, 4);
    }

    void heading(String title, Style style, float before, float after) {
        var heading = type.paragraph(title, style);
        heading.setSpacingBefore(before);
        heading.setSpacingAfter(after);
        add(heading);
    }

    /** What is said of a rule: a subsection with a coloured word before and a note behind its title. */
    void rule(Rule rule, Colour colour, String note) {
        keep(110);
        String title = rule.title();
        bookmark(section, title);
        furniture.begins(sectionAnd(title), writer.isPageEmpty());
        if (present == ReportSection.FAILURES) {
            contents.begins(rule, top(), this);
        }
        var heading = type.paragraph("", Style.HEADING_2);
        heading.setSpacingBefore(20);
        heading.setSpacingAfter(2);
        heading.setIndentationLeft(3.5f);
        heading.add(type.chip(texts.of(rule.severity()), colour, 7));
        add(type.add(heading, "    " + title, Style.HEADING_2));
        paragraph(note, Style.CAPTION);
    }

    void paragraph(String text, Style style) {
        var paragraph = type.paragraph(text, style);
        paragraph.setSpacingAfter(style.leading() * 0.45f);
        add(paragraph);
    }

    /** Text in a box with a coloured edge. */
    void panel(Paragraph text, Colour edge) {
        var cell = new PdfPCell();
        cell.addElement(text);
        cell.setBackgroundColor(Typography.awt(brand.colours().panel()));
        cell.setBorder(PdfPCell.LEFT);
        cell.setBorderColor(Typography.awt(edge));
        cell.setBorderWidth(2.5f);
        cell.setPadding(7);
        cell.setPaddingTop(3);
        cell.setPaddingLeft(10);
        var box = new PdfPTable(1);
        box.setWidthPercentage(100);
        box.setSpacingBefore(4);
        box.setSpacingAfter(6);
        box.addCell(cell);
        add(box);
    }

    /** What is left of the present page, in points. */
    float left() {
        return writer.getVerticalPosition(true) - document.bottom();
    }

    /** Goes to a new page unless this much is left of the present one. */
    void keep(float points) {
        if (left() < points) {
            document.newPage();
        }
    }

    private String sectionAnd(String title) {
        return present == null ? title : present.heading(texts) + "  ·  " + title;
    }

    /** Where a reader is led to who asks for what begins here. */
    private float top() {
        return writer.getVerticalPosition(false) + 20;
    }

    private PdfOutline bookmark(PdfOutline parent, String title) {
        return new PdfOutline(parent, new PdfDestination(PdfDestination.FITH, top()), VisibleText.of(title), false);
    }
}
