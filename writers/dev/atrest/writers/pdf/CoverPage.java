package dev.atrest.writers.pdf;

import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Texts;
import dev.atrest.writers.pdf.Typography.Style;
import java.io.IOException;
import java.nio.file.Path;
import org.openpdf.text.Image;
import org.openpdf.text.Paragraph;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfTemplate;

/** The first page: whose assessment, of what, when; its marking; and the contents. */
final class CoverPage {

    private static final int MOST_SECTIONS = 10;
    private static final float LOGO_HEIGHT = 42;

    private final Pages pages;
    private final Brand brand;
    private final PdfTemplate contents;

    CoverPage(Pages pages, Brand brand) {
        this.pages = pages;
        this.brand = brand;
        this.contents = pages.writer().getDirectContent().createTemplate(pages.width(), Contents.height(MOST_SECTIONS));
    }

    void write(AssessmentSummary summary) throws IOException {
        Texts texts = pages.texts();
        logo();
        spaced(texts.get("report.title"), Style.TITLE, brand.logo().isPresent() ? 90 : 130);
        spaced(brand.organisation().isEmpty() ? texts.get("report.subtitle") : brand.organisation(), Style.LEAD, 6);
        spaced(texts.date(summary.finishedAt()), Style.LEAD, 2);
        marking();
        circumstances(summary);
        spaced(texts.get("report.contents"), Style.HEADING_2, 34);
        pages.add(Image.getInstance(contents));
    }

    /** Once all sections have begun. */
    void fill(Contents sections) {
        sections.fill(contents, pages.type());
    }

    private void logo() throws IOException {
        if (brand.logo().isEmpty()) {
            return;
        }
        Path file = brand.logo().get();
        try {
            Image logo = Image.getInstance(file.toString());
            logo.scaleToFit(pages.width() / 2, LOGO_HEIGHT);
            pages.add(logo);
        } catch (IOException | RuntimeException e) {
            throw new IOException(file + " cannot be used as a logo: " + e.getMessage(), e);
        }
    }

    private void marking() {
        if (brand.classification().isEmpty()) {
            return;
        }
        var line = new Paragraph(20);
        line.setSpacingBefore(14);
        line.setIndentationLeft(5);
        line.add(pages.type().chip(brand.classification(), brand.colours().fail(), 9));
        pages.add(line);
    }

    private void circumstances(AssessmentSummary summary) {
        Texts texts = pages.texts();
        var table = new PdfPTable(new float[] {22, 78});
        table.setWidthPercentage(100);
        table.setSpacingBefore(44);
        fact(table, texts.get("fact.assessment"), summary.id());
        fact(table, texts.get("fact.scope"), summary.scope());
        fact(
                table,
                texts.get("fact.accounts"),
                texts.get("fact.accountsOf", summary.accountsScanned(), summary.accountsTotal()));
        fact(table, texts.get("fact.started"), texts.dateTime(summary.startedAt()));
        fact(table, texts.get("fact.finished"), texts.dateTime(summary.finishedAt()));
        fact(table, texts.get("fact.caller"), summary.caller());
        fact(table, texts.get("fact.rules"), summary.rulesDigest());
        fact(table, texts.get("fact.version"), "atrest " + summary.version());
        pages.add(table);
    }

    private void fact(PdfPTable table, String name, String value) {
        table.addCell(cell(name, Style.NOTE));
        table.addCell(cell(value, Style.BODY));
    }

    private PdfPCell cell(String text, Style style) {
        var cell = new PdfPCell(pages.type().phrase(text, style));
        cell.setBorder(PdfPCell.BOTTOM);
        cell.setBorderColor(Typography.awt(brand.colours().rule()));
        cell.setBorderWidth(0.4f);
        cell.setPadding(0);
        cell.setPaddingTop(5);
        cell.setPaddingBottom(5);
        cell.setUseAscender(true);
        return cell;
    }

    private void spaced(String text, Style style, float before) {
        Paragraph paragraph = pages.type().paragraph(text, style);
        paragraph.setSpacingBefore(before);
        pages.add(paragraph);
    }
}
