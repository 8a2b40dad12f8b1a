package dev.atrest.writers.pdf;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import org.openpdf.text.pdf.PdfWriter;

/**
 * What PDF/A demands of a document beyond embedded fonts: that it says which part of the standard it follows, describes
 * itself in XMP and defines its colours.
 */
final class Archival {

    private Archival() {}

    /**
     * Before the document is opened.
     *
     * @param attachments whether files are attached, which PDF/A-2 allows only if they are PDF/A themselves
     */
    static void declare(PdfWriter writer, boolean attachments) {
        writer.setPDFXConformance(attachments ? PdfWriter.PDFA3B : PdfWriter.PDFA2B);
    }

    /** Once the document is open. */
    static void defineColours(PdfWriter writer) throws IOException {
        writer.setOutputIntents(
                "sRGB IEC61966-2.1",
                "",
                "http://www.color.org",
                "sRGB IEC61966-2.1",
                ICC_Profile.getInstance(ColorSpace.CS_sRGB));
    }
}
