package dev.atrest.writers.excel;

import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Texts;
import dev.atrest.writers.VisibleText;
import java.util.List;
import org.apache.poi.ss.usermodel.Footer;
import org.apache.poi.ss.usermodel.Header;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;

/**
 * How sheets print: with the assessment and the page number on each page, and never smaller than can be read. Of a table that
 * is too wide for that the first columns are printed, and the page says which; the others are for the screen. Only where
 * columns are the results themselves several pages stand side by side, each with the columns that say what a row is about.
 */
final class PageSetup {

    /** Characters of the sheets' font that a line of a landscape page holds at 70 %: 10 points become 7. */
    private static final int ON_A4 = 208;

    private static final int ON_A3 = 304;

    /** Percent at which the summary's columns fill an upright page. */
    private static final short SUMMARY_SCALE = 84;

    private final Brand brand;
    private final Texts texts;
    private final AssessmentSummary summary;

    PageSetup(Brand brand, Texts texts, AssessmentSummary summary) {
        this.brand = brand;
        this.texts = texts;
        this.summary = summary;
    }

    /** For a table, whose titles are in its first row; answers how many of its columns are printed. */
    int apply(Sheet sheet, List<Column> columns, int frozenColumns) {
        int printed = printed(columns);
        int width = width(columns.subList(0, printed));
        sheet.setRepeatingRows(new CellRangeAddress(0, 0, -1, -1));
        if (width > ON_A3 && frozenColumns > 0) {
            sheet.setRepeatingColumns(new CellRangeAddress(-1, -1, 0, frozenColumns - 1));
        }
        PrintSetup print = sheet.getPrintSetup();
        print.setPaperSize(width <= ON_A4 ? PrintSetup.A4_PAPERSIZE : PrintSetup.A3_PAPERSIZE);
        print.setLandscape(true);
        sheet.setFitToPage(true);
        print.setFitWidth(pagesWide(width, width(columns.subList(0, frozenColumns))));
        print.setFitHeight((short) 0);
        // a row of pages is read before the next
        print.setLeftToRight(true);
        furnish(sheet);
        if (printed < columns.size()) {
            sheet.getFooter()
                    .setCenter(literal(texts.get(
                            "excel.print.columns",
                            sheet.getSheetName(),
                            CellReference.convertNumToColString(printed - 1),
                            CellReference.convertNumToColString(columns.size() - 1))));
        }
        return printed;
    }

    /** All results of rules, if there are any; else as many columns as fit a page. */
    private static int printed(List<Column> columns) {
        for (int last = columns.size(); last > 0; last--) {
            if (columns.get(last - 1).kind() == Column.Kind.UPRIGHT) {
                return last;
            }
        }
        return fitting(columns, ON_A3);
    }

    private static int fitting(List<Column> columns, int room) {
        int fitting = columns.size();
        while (fitting > 1 && width(columns.subList(0, fitting)) > room) {
            fitting--;
        }
        return fitting;
    }

    private static int width(List<Column> columns) {
        return columns.stream().mapToInt(Column::width).sum();
    }

    /** For a table without rows; answers how many of its columns the page has room for. */
    int applyOnePage(Sheet sheet, List<Column> columns) {
        sheet.setRepeatingColumns(null);
        PrintSetup print = sheet.getPrintSetup();
        print.setPaperSize(PrintSetup.A4_PAPERSIZE);
        print.setFitWidth((short) 1);
        sheet.getFooter().setCenter(literal(sheet.getSheetName()));
        return fitting(columns, ON_A4);
    }

    private static short pagesWide(int width, int frozen) {
        return width <= ON_A3 ? 1 : (short) Math.ceilDiv(width - frozen, ON_A3 - frozen);
    }

    /** For a sheet that is as wide as an upright page. */
    void applyUpright(Sheet sheet) {
        PrintSetup print = sheet.getPrintSetup();
        print.setPaperSize(PrintSetup.A4_PAPERSIZE);
        print.setLandscape(false);
        // not "as wide as the page": Excel would then disregard where pages are to end
        print.setScale(SUMMARY_SCALE);
        furnish(sheet);
    }

    private void furnish(Sheet sheet) {
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
