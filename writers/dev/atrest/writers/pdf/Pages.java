package dev.atrest.writers.pdf;

import dev.atrest.writers.Brand;
import dev.atrest.writers.Colour;
import dev.atrest.writers.Texts;
import dev.atrest.writers.VisibleText;
import dev.atrest.writers.pdf.Typography.Style;
import org.openpdf.text.Chunk;
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

    private final Document document;
    private final PdfWriter writer;
    private final Typography type;
    private final Brand brand;
    private final Texts texts;
    private final Contents contents;
    private PdfOutline section;

    Pages(Document document, PdfWriter writer, Typography type, Brand brand, Texts texts, Contents contents) {
        this.document = document;
        this.writer = writer;
        this.type = type;
        this.brand = brand;
        this.texts = texts;
        this.contents = contents;
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

    /** Begins a section on a new page, with an entry in the bookmarks and the contents. */
    void section(String title) {
        document.newPage();
        section = bookmark(writer.getRootOutline(), title);
        contents.begins(title, writer.getPageNumber());
        var heading = type.paragraph(title, Style.HEADING_1);
        heading.setSpacingAfter(8);
        add(heading);
    }

    /** Begins a part of a section, with an entry in the bookmarks. */
    void subsection(String title) {
        keep(110);
        bookmark(section, title);
        var heading = type.paragraph(title, Style.HEADING_2);
        heading.setSpacingBefore(14);
        heading.setSpacingAfter(4);
        add(heading);
    }

    /** A subsection with a coloured word before and a note behind its title. */
    void subsection(String chip, Colour colour, String title, String note) {
        keep(170);
        bookmark(section, title);
        var heading = new Paragraph(16);
        heading.setSpacingBefore(20);
        heading.setSpacingAfter(2);
        heading.setIndentationLeft(3.5f);
        heading.add(type.chip(chip, colour, 7));
        heading.add(new Chunk("    "));
        heading.add(type.chunk(title, Style.HEADING_2));
        add(heading);
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

    /** Goes to a new page unless this much is left of the present one. */
    void keep(float points) {
        if (writer.getVerticalPosition(false) - document.bottom() < points) {
            document.newPage();
        }
    }

    private PdfOutline bookmark(PdfOutline parent, String title) {
        return new PdfOutline(
                parent,
                new PdfDestination(PdfDestination.FITH, writer.getVerticalPosition(false) + 20),
                VisibleText.of(title),
                false);
    }
}
