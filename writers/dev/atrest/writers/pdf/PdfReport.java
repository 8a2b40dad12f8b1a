package dev.atrest.writers.pdf;

import dev.atrest.model.FindingStatus;
import dev.atrest.writers.AccountCoverage;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Brand;
import dev.atrest.writers.ReportWriter;
import dev.atrest.writers.Texts;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import org.openpdf.text.Document;
import org.openpdf.text.DocumentException;
import org.openpdf.text.ExceptionConverter;
import org.openpdf.text.PageSize;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfWriter;

/**
 * The assessment as a document for people: {@code report.pdf} with a cover, a page for management, what was
 * not looked at, the results by framework and account, all failures, what was not assessed or waived, rules and method.
 *
 * <p>Pages are written as they fill, so that any number of findings fits in little memory.
 */
public final class PdfReport implements ReportWriter {

    private static final float MARGIN = 48;

    private final Brand brand;
    private final Texts texts;

    public PdfReport(Brand brand, Texts texts) {
        this.brand = brand;
        this.texts = texts;
    }

    @Override
    public String fileName() {
        return "report.pdf";
    }

    @Override
    public void write(AssessmentReport report, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            var document = new Document(PageSize.A4, MARGIN, MARGIN, 62, 62);
            var writer = PdfWriter.getInstance(document, out);
            writer.setPdfVersion(PdfWriter.VERSION_1_7);
            var type = new Typography(brand);
            properties(document, writer, report.summary());
            document.open();
            writer.setPageEvent(new PageFurniture(writer, type, brand, texts, report.summary()));
            var contents = new Contents();
            var pages = new Pages(document, writer, type, brand, texts, contents);
            var cover = new CoverPage(pages, brand);
            cover.write(report.summary());
            sections(report, pages);
            cover.fill(contents);
            document.close();
        } catch (DocumentException | ExceptionConverter e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static void sections(AssessmentReport report, Pages pages) throws IOException {
        var coverage = AccountCoverage.of(report);
        new SummaryPage(pages).write(report, coverage);
        CoverageSection.write(report, pages);
        ControlsSection.write(report, pages);
        AccountsSection.write(report, coverage, pages);
        var findings = new FindingsSection(pages, report);
        findings.write(FindingStatus.FAIL, "failures");
        findings.write(FindingStatus.NOT_ASSESSED, "notAssessed");
        findings.write(FindingStatus.WAIVED, "waived");
        RulesSection.write(report, pages);
        MethodSection.write(report, pages);
    }

    private void properties(Document document, PdfWriter writer, AssessmentSummary summary) {
        document.addTitle(texts.get("report.title") + " – " + texts.get("report.assessment", summary.id()));
        document.addSubject(summary.scope());
        document.addAuthor(brand.organisation().isEmpty() ? "atrest" : brand.organisation());
        document.addCreator("atrest " + summary.version());
        document.addKeywords(brand.classification());
        document.setDocumentLanguage(texts.locale().getLanguage());
        document.addCreationDate(
                new PdfDate(GregorianCalendar.from(summary.finishedAt().atZone(ZoneOffset.UTC))));
        writer.setViewerPreferences(PdfWriter.PageModeUseOutlines | PdfWriter.DisplayDocTitle);
    }
}
