package dev.atrest.writers.pdf;

import dev.atrest.writers.Protection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.openpdf.text.pdf.PdfWriter;

/** Encrypts a document with AES-256 (revision 6 of the standard security handler, PDF 2.0). */
final class Encryption {

    private static final int PERMISSIONS =
            PdfWriter.ALLOW_PRINTING | PdfWriter.ALLOW_COPY | PdfWriter.ALLOW_SCREENREADERS;
    private static final int RANDOM_PASSWORD_BYTES = 32;

    private Encryption() {}

    /** Before the document is opened. */
    static void declare(PdfWriter writer, Protection protection) {
        writer.setPdfVersion(PdfWriter.PDF_VERSION_1_7);
        writer.setEncryption(
                protection.password().map(Encryption::bytes).orElseGet(() -> new byte[0]),
                protection.ownerPassword().map(Encryption::bytes).orElseGet(Encryption::nobodys),
                PERMISSIONS,
                PdfWriter.ENCRYPTION_AES_256_V3);
    }

    private static byte[] bytes(String password) {
        return password.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] nobodys() {
        var password = new byte[RANDOM_PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        return password;
    }
}
