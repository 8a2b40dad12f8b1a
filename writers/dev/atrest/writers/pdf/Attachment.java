package dev.atrest.writers.pdf;

import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.FindingsJsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import org.openpdf.text.pdf.PdfArray;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfFileSpecification;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfStream;
import org.openpdf.text.pdf.PdfWriter;

/** The findings as JSON lines, carried by the document. */
final class Attachment {

    private Attachment() {}

    /**
     * Attaches the findings.
     *
     * @param beside a file beside which they are written first, so that they need not fit in memory
     */
    static void add(AssessmentReport report, String description, PdfWriter writer, Path beside) throws IOException {
        var findings = new FindingsJsonLines();
        Path folder = beside.toAbsolutePath().getParent();
        // the name under which ReportFiles takes away what a killed run has left
        Path file = Files.createTempFile(folder, ".report.pdf.findings.", ".tmp");
        try {
            findings.write(report, file);
            var parameters = new PdfDictionary();
            parameters.put(
                    PdfName.MODDATE,
                    new PdfDate(
                            GregorianCalendar.from(report.summary().finishedAt().atZone(ZoneOffset.UTC))));
            PdfFileSpecification attached = PdfFileSpecification.fileEmbedded(
                    writer,
                    file.toString(),
                    findings.fileName(),
                    null,
                    "application/x-ndjson",
                    parameters,
                    PdfStream.DEFAULT_COMPRESSION);
            attached.put(new PdfName("AFRelationship"), new PdfName("Data"));
            writer.addFileAttachment(description, attached);
            writer.getExtraCatalog().put(new PdfName("AF"), new PdfArray(attached.getReference()));
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
