package dev.atrest.writers.pdf;

import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Texts;
import dev.atrest.writers.pdf.Typography.Style;
import java.io.IOException;
import org.openpdf.text.Image;
import org.openpdf.text.Paragraph;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;

/** The first page: whose assessment, of what, when; its marking and the legal notice. */
final class CoverPage {

    private static final float LOGO_HEIGHT = 42;

    private final Pages pages;
    private final Brand brand;

    CoverPage(Pages pages, Brand brand) {
        this.pages = pages;
        this.brand = brand;
    }

    void write(AssessmentSummary summary) throws IOException {
        Texts texts = pages.texts();
        logo();
        spaced(texts.get("report.title"), Style.TITLE, brand.logo().isPresent() ? 130 : 170);
        spaced(brand.organisation().isEmpty() ? texts.get("report.subtitle") : brand.organisation(), Style.LEAD, 6);
        spaced(texts.date(summary.finishedAt()), Style.LEAD, 2);
        marking();
        circumstances(summary);
        if (!brand.legalNotice().isEmpty()) {
            spaced(brand.legalNotice(), Style.NOTE, 28);
        }
    }

    private void logo() throws IOException {
        if (brand.logo().isEmpty()) {
            return;
        }
        Image logo = Logo.read(brand.logo().get());
        logo.scaleToFit(pages.width() / 2, LOGO_HEIGHT);
        pages.add(logo);
    }

    private void marking() {
        if (brand.classification().isEmpty()) {
            return;
        }
        Paragraph line = pages.type().paragraph("", Style.LEAD);
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
