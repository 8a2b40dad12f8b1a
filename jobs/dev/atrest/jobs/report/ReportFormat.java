package dev.atrest.jobs.report;

import dev.atrest.writers.BacklogCsv;
import dev.atrest.writers.CoverageJsonLines;
import dev.atrest.writers.FindingsJsonLines;
import dev.atrest.writers.ReportWriter;
import dev.atrest.writers.excel.ExcelReport;
import dev.atrest.writers.html.HtmlReport;
import dev.atrest.writers.machine.AsffFindings;
import dev.atrest.writers.machine.JUnitXml;
import dev.atrest.writers.machine.OcsfFindings;
import dev.atrest.writers.machine.OscalResults;
import dev.atrest.writers.machine.SarifLog;
import dev.atrest.writers.pdf.PdfReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A format that an assessment can be reported in, in the order in which they are written: the plainest first. */
public enum ReportFormat {
    JSONL(true, style -> List.of(new FindingsJsonLines(), new CoverageJsonLines())),
    CSV(true, _ -> List.of(new BacklogCsv())),
    XLSX(true, style -> List.of(new ExcelReport(style.brand(), style.texts(), style.protection()))),
    HTML(true, style -> List.of(new HtmlReport(style.page(), style.brand(), style.texts()))),
    PDF(true, style -> List.of(new PdfReport(style.brand(), style.texts(), style.protection()))),
    OCSF(false, _ -> List.of(new OcsfFindings())),
    ASFF(false, _ -> List.of(new AsffFindings())),
    OSCAL(false, _ -> List.of(new OscalResults())),
    SARIF(false, _ -> List.of(new SarifLog())),
    JUNIT(false, _ -> List.of(new JUnitXml()));

    private final boolean usual;
    private final Function<ReportStyle, List<ReportWriter>> writers;

    ReportFormat(boolean usual, Function<ReportStyle, List<ReportWriter>> writers) {
        this.usual = usual;
        this.writers = writers;
    }

    List<ReportWriter> writers(ReportStyle style) {
        return writers.apply(style);
    }

    /** Those that are written when nobody says otherwise. */
    public static List<ReportFormat> usual() {
        return Stream.of(values()).filter(format -> format.usual).toList();
    }

    /** The format that is called so on the command line, e.g. {@code xlsx}. */
    public static Optional<ReportFormat> byLabel(String label) {
        return Stream.of(values())
                .filter(format -> format.label().equalsIgnoreCase(label))
                .findFirst();
    }

    /** All names on the command line, for messages. */
    public static String labels() {
        return Stream.of(values()).map(ReportFormat::label).collect(Collectors.joining(", "));
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
