package dev.atrest.writers;

import dev.atrest.writers.excel.ExcelReport;
import dev.atrest.writers.pdf.PdfReport;
import java.nio.file.Path;
import java.util.List;

/** Writes the sample reports to look at: {@code RenderSamples FOLDER [LANGUAGE]}. */
final class RenderSamples {

    private static final Path TEMPLATES = Path.of("report-templates");

    private RenderSamples() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        var brand = Brand.load(TEMPLATES);
        var texts = Texts.load(TEMPLATES, arguments.length > 1 ? arguments[1] : "en");
        List<ReportWriter> writers = List.of(
                new FindingsJsonLines(), new ExcelReport(brand, texts), new BacklogCsv(), new PdfReport(brand, texts));
        ReportFiles.write(SampleReport.enterprise(), writers, folder.resolve("enterprise"));
        ReportFiles.write(SampleReport.empty(), writers, folder.resolve("empty"));
        ReportFiles.write(SampleReport.onlyGaps(), writers, folder.resolve("only-gaps"));
    }
}
