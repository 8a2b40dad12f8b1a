package dev.atrest.writers.excel;

import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Brand;
import dev.atrest.writers.ReportWriter;
import dev.atrest.writers.Texts;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.Optional;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * The assessment as a workbook: {@code report.xlsx} with the sheets Summary, Coverage, Controls, Findings (all but PASS),
 * Population (every resource with the result of every rule), Rules and Method.
 *
 * <p>What grows with the number of resources is streamed through POI's compressed temporary files, in a folder beside the report. A table that is longer
 * than a sheet can be goes on in the next sheet. No cell is a formula: text from AWS is text, whatever it begins with.
 */
public final class ExcelReport implements ReportWriter {

    private static final int ROWS_IN_MEMORY = 100;

    private final Brand brand;
    private final Texts texts;
    private final int rowsPerSheet;

    public ExcelReport(Brand brand, Texts texts) {
        this(brand, texts, SpreadsheetVersion.EXCEL2007.getMaxRows());
    }

    ExcelReport(Brand brand, Texts texts, int rowsPerSheet) {
        this.brand = brand;
        this.texts = texts;
        this.rowsPerSheet = rowsPerSheet;
    }

    @Override
    public String fileName() {
        return "report.xlsx";
    }

    @Override
    public void write(AssessmentReport report, Path file) throws IOException {
        try (var parts = TemporaryParts.beside(file)) {
            parts.within(() -> writeBook(report, file));
        }
    }

    private void writeBook(AssessmentReport report, Path file) throws IOException {
        try (var book = new XSSFWorkbook()) {
            properties(book, report);
            var styles = new Styles(book, brand.colours());
            var pageSetup = new PageSetup(brand, texts, report.summary());
            // a chart needs the in-memory model; the streaming one then adds its sheets to it
            new SummarySheet(book, styles, pageSetup, brand, texts).write(report);
            try (var streaming = new SXSSFWorkbook(book, ROWS_IN_MEMORY, true)) {
                var sheets = new Sheets(streaming, styles, pageSetup, texts, rowsPerSheet);
                CoverageSheet.write(report, sheets);
                ControlsSheet.write(report, sheets);
                FindingsSheet.write(report, sheets);
                PopulationSheet.write(report, sheets);
                RulesSheet.write(report, sheets);
                MethodSheet.write(report, sheets);
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    streaming.write(out);
                }
            }
        }
    }

    private void properties(XSSFWorkbook book, AssessmentReport report) {
        var core = book.getProperties().getCoreProperties();
        core.setTitle(texts.get("report.title"));
        core.setSubjectProperty(texts.get("report.assessment", report.summary().id()));
        core.setCreator("atrest " + report.summary().version());
        core.setCategory(brand.classification());
        core.setCreated(Optional.of(Date.from(report.summary().finishedAt())));
        if (!brand.organisation().isEmpty()) {
            book.getProperties().getExtendedProperties().setCompany(brand.organisation());
        }
    }
}
