package dev.atrest.writers.pdf;

import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Protection;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.ReportWriter;
import dev.atrest.writers.Texts;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openpdf.text.Document;
import org.openpdf.text.DocumentException;
import org.openpdf.text.ExceptionConverter;
import org.openpdf.text.PageSize;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfWriter;

/**
 * The assessment as a document for people: {@code report.pdf} with a cover, contents and the sections that the brand names.
 * It is PDF/A-2b, or PDF/A-3b when it carries the findings, unless it is encrypted, which PDF/A forbids.
 *
 * <p>Pages are written as they fill, so that any number of findings fits in little memory.
 */
public final class PdfReport implements ReportWriter {

    private static final float MARGIN = 48;
    /** Half the time of the usual level 6. */
    private static final int COMPRESSION = 3;

    private final Brand brand;
    private final Texts texts;
    private final Protection protection;

    public PdfReport(Brand brand, Texts texts) {
        this(brand, texts, Protection.NONE);
    }

    public PdfReport(Brand brand, Texts texts, Protection protection) {
        this.brand = brand;
        this.texts = texts;
        this.protection = protection;
    }

    @Override
    public String fileName() {
        return "report.pdf";
    }

    @Override
    public int effort() {
        return 5;
    }

    @Override
    public void write(AssessmentReport report, Path file) throws IOException {
        Optional<SignatureField> signature = protection.signer().isPresent()
                ? Optional.of(new SignatureField(protection.signer().get(), Instant.now()))
                : Optional.empty();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            write(report, signature, out, file);
        } catch (DocumentException | ExceptionConverter | UncheckedIOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        if (signature.isPresent()) {
            signature.get().sign(file);
        }
    }

    private void write(AssessmentReport report, Optional<SignatureField> signature, OutputStream out, Path file)
            throws IOException {
        var document = new Document(PageSize.A4, MARGIN, MARGIN, 62, 62);
        var writer = PdfWriter.getInstance(document, out);
        writer.setCompressionLevel(COMPRESSION);
        var type = new Typography(brand);
        if (protection.encrypted()) {
            Encryption.declare(writer, protection);
        } else {
            Archival.declare(writer, brand.attachFindings());
        }
        properties(document, writer, report.summary());
        document.open();
        Archival.defineColours(writer);
        writer.createXmpMetadata();
        if (brand.attachFindings()) {
            Attachment.add(report, texts.get("pdf.attachment"), writer, file);
        }
        var furniture = new PageFurniture(writer, type, brand, texts, report.summary());
        writer.setPageEvent(furniture);
        List<ReportSection> sections = sections(signature.isPresent());
        var contents = new Contents(sections, report);
        var pages = new Pages(document, writer, type, brand, texts, contents, furniture);
        new CoverPage(pages, brand).write(report.summary());
        contents.write(pages);
        new Body(report, pages, signature).write(sections);
        document.close();
    }

    /** Those of the brand; a signature needs a page to stand on. */
    private List<ReportSection> sections(boolean signed) {
        if (!signed || brand.sections().contains(ReportSection.SIGN_OFF)) {
            return brand.sections();
        }
        return Stream.concat(brand.sections().stream(), Stream.of(ReportSection.SIGN_OFF))
                .toList();
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
