package dev.atrest.writers;

import dev.atrest.writers.excel.ExcelReport;
import dev.atrest.writers.html.HtmlReport;
import dev.atrest.writers.html.PageTemplate;
import dev.atrest.writers.machine.AsffFindings;
import dev.atrest.writers.machine.JUnitXml;
import dev.atrest.writers.machine.OcsfFindings;
import dev.atrest.writers.machine.OscalResults;
import dev.atrest.writers.machine.SarifLog;
import dev.atrest.writers.pdf.PdfReport;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes sample reports to look at, or to measure: {@code RenderSamples FOLDER [LANGUAGE [FAILURES]]}. With a number of
 * failures, only a report of that many, each format with the time it took.
 */
final class RenderSamples {

    private static final Path TEMPLATES = Path.of("report-templates");

    private RenderSamples() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        var brand = Brand.load(TEMPLATES);
        var texts = Texts.load(TEMPLATES, arguments.length > 1 ? arguments[1] : "en");
        List<ReportWriter> writers = List.of(
                new FindingsJsonLines(),
                new CoverageJsonLines(),
                new BacklogCsv(),
                new ExcelReport(brand, texts, Protection.NONE),
                new HtmlReport(PageTemplate.load(TEMPLATES), brand, texts),
                new PdfReport(brand, texts),
                new OcsfFindings(),
                new AsffFindings(),
                new OscalResults(),
                new SarifLog(),
                new JUnitXml());
        if (arguments.length > 2) {
            var report = new BigReport(Integer.parseInt(arguments[2]));
            for (ReportWriter writer : writers) {
                long begun = System.nanoTime();
                ReportFiles.write(report, List.of(writer), folder.resolve("big"));
                System.out.printf("%s: %.1f s%n", writer.fileName(), (System.nanoTime() - begun) / 1e9);
            }
            return;
        }
        ReportFiles.write(SampleReport.enterprise(), writers, folder.resolve("enterprise"));
        ReportFiles.write(SampleReport.empty(), writers, folder.resolve("empty"));
        ReportFiles.write(SampleReport.onlyGaps(), writers, folder.resolve("only-gaps"));
    }
}
