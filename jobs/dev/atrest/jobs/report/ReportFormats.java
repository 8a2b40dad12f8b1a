package dev.atrest.jobs.report;

import dev.atrest.writers.BacklogCsv;
import dev.atrest.writers.Brand;
import dev.atrest.writers.CoverageJsonLines;
import dev.atrest.writers.FindingsJsonLines;
import dev.atrest.writers.ReportWriter;
import dev.atrest.writers.Texts;
import dev.atrest.writers.excel.ExcelReport;
import dev.atrest.writers.pdf.PdfReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The formats that every assessment is reported in.
 *
 * @param writers in the order in which they write: the plainest first
 */
public record ReportFormats(List<ReportWriter> writers) {

    /**
     * Reads the templates.
     *
     * @throws IOException when one is missing or malformed; the message names the file
     */
    public static ReportFormats load(Path templates, Locale language) throws IOException {
        Brand brand = Brand.load(templates);
        Texts texts = Texts.load(templates, language.getLanguage());
        return new ReportFormats(List.of(
                new FindingsJsonLines(),
                new CoverageJsonLines(),
                new BacklogCsv(),
                new ExcelReport(brand, texts),
                new PdfReport(brand, texts)));
    }
}
