package dev.atrest.writers.excel;

import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Texts;
import dev.atrest.writers.VisibleText;
import org.apache.poi.ss.usermodel.Footer;
import org.apache.poi.ss.usermodel.Header;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Sheet;

/** How sheets print: landscape, as wide as the page, with the assessment and the page number on each. */
final class PageSetup {

    private final Brand brand;
    private final Texts texts;
    private final AssessmentSummary summary;

    PageSetup(Brand brand, Texts texts, AssessmentSummary summary) {
        this.brand = brand;
        this.texts = texts;
        this.summary = summary;
    }

    void apply(Sheet sheet, short paper) {
        sheet.setFitToPage(true);
        PrintSetup print = sheet.getPrintSetup();
        print.setPaperSize(paper);
        print.setLandscape(true);
        print.setFitWidth((short) 1);
        print.setFitHeight((short) 0);
        sheet.setMargin(PageMargin.LEFT, 0.5);
        sheet.setMargin(PageMargin.RIGHT, 0.5);
        sheet.setMargin(PageMargin.TOP, 0.8);
        sheet.setMargin(PageMargin.BOTTOM, 0.7);
        Header header = sheet.getHeader();
        header.setLeft(literal(texts.get("report.title")));
        header.setRight(literal(brand.classification()));
        Footer footer = sheet.getFooter();
        footer.setLeft(literal(texts.get("report.assessment", summary.id())));
        footer.setCenter(literal(sheet.getSheetName()));
        footer.setRight(texts.get("page.of", "&P", "&N"));
    }

    /** An ampersand begins a code in headers and footers. */
    private static String literal(String text) {
        return VisibleText.of(text).replace("&", "&&");
    }
}
