package dev.atrest.writers.excel;

import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Protection;
import dev.atrest.writers.ReportWriter;
import dev.atrest.writers.Texts;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.Optional;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * The assessment as a workbook: {@code report.xlsx} with the sheets Summary, Coverage, Controls, Findings (all but PASS),
 * Backlog, Changes, Waivers, Population (every resource with the result of every rule), Rules and Method.
 *
 * <p>What grows with the number of resources is streamed through temporary files, in a folder beside the report. A table that is
 * longer than a sheet can be goes on in the next sheet. No cell is a formula: text from AWS is text, whatever it begins with.
 */
public final class ExcelReport implements ReportWriter {

    private static final int BUFFER = 1 << 16;

    private final Brand brand;
    private final Texts texts;
    private final Optional<String> password;
    private final int rowsPerSheet;

    /** @param protection its password, if any, encrypts the workbook */
    public ExcelReport(Brand brand, Texts texts, Protection protection) {
        this(brand, texts, protection, SpreadsheetVersion.EXCEL2007.getMaxRows());
    }

    ExcelReport(Brand brand, Texts texts, Protection protection, int rowsPerSheet) {
        this.brand = brand;
        this.texts = texts;
        this.password = protection.password();
        this.rowsPerSheet = rowsPerSheet;
    }

    @Override
    public String fileName() {
        return "report.xlsx";
    }

    @Override
    public int effort() {
        return 4;
    }

    @Override
    public void write(AssessmentReport report, Path file) throws IOException {
        try (var parts = TemporaryParts.beside(file)) {
            parts.within(() -> writeBook(report, file, parts));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void writeBook(AssessmentReport report, Path file, TemporaryParts parts) throws IOException {
        try (var book = new StreamedBook(parts)) {
            properties(book.getXSSFWorkbook(), report);
            // a chart needs the model in memory; what it is made of is known once the other sheets are written
            var summary = book.getXSSFWorkbook().createSheet(texts.get("sheet.summary"));
            var sheets = new Sheets(
                    book,
                    new Styles(book.getXSSFWorkbook(), brand.colours()),
                    new PageSetup(brand, texts, report.summary()),
                    texts,
                    rowsPerSheet);
            CoverageSheet.write(report, sheets);
            ControlsSheet.write(report, sheets);
            FailureTally failures = FindingsSheet.write(report, sheets);
            BacklogSheet.write(report, sheets);
            ChangesSheet.write(report, sheets);
            WaiversSheet.write(report, sheets);
            PopulationSheet.write(report, sheets);
            RulesSheet.write(report, sheets);
            MethodSheet.write(report, sheets);
            SummarySheet.write(summary, sheets, brand, report, failures);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
                if (password.isPresent()) {
                    new EncryptedBook(parts, password.get()).write(book::write, out);
                } else {
                    book.write(out);
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
