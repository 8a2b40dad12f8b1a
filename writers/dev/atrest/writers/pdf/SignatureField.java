package dev.atrest.writers.pdf;

import dev.atrest.writers.Protection.Signer;
import dev.atrest.writers.pdf.Typography.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import org.openpdf.text.Element;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfAnnotation;
import org.openpdf.text.pdf.PdfDate;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfFormField;
import org.openpdf.text.pdf.PdfLiteral;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfObject;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/**
 * The visible field of a digital signature (PAdES, baseline B). It is written with room for the signature, which is filled in
 * once the file is complete, so that signing takes no memory that grows with the report.
 */
final class SignatureField {

    private static final int RANGE_LENGTH = 80;
    private static final float PADDING = 8;

    private final Signature signature;
    private final Instant signedAt;
    private final PdfLiteral range = new PdfLiteral(RANGE_LENGTH);
    private final PdfLiteral contents;

    SignatureField(Signer signer, Instant signedAt) throws IOException {
        this.signature = new Signature(signer);
        this.signedAt = signedAt;
        this.contents = new PdfLiteral(2 * signature.mostBytes() + 2);
    }

    /** Puts the field on the present page. */
    void place(Rectangle place, Pages pages) {
        PdfWriter writer = pages.writer();
        PdfFormField field = PdfFormField.createSignature(writer);
        field.setFieldName("Signature");
        field.setWidget(place, PdfAnnotation.HIGHLIGHT_NONE);
        field.setFlags(PdfAnnotation.FLAGS_PRINT | PdfAnnotation.FLAGS_LOCKED);
        field.setPage();
        field.setAppearance(PdfAnnotation.APPEARANCE_NORMAL, appearance(place, pages));
        field.put(PdfName.V, write(writer));
        writer.addAnnotation(field);
        writer.setSigFlags(PdfWriter.SIGNATURE_EXISTS | PdfWriter.SIGNATURE_APPEND_ONLY);
    }

    private PdfTemplate appearance(Rectangle place, Pages pages) {
        PdfTemplate appearance = pages.writer().getDirectContent().createTemplate(place.getWidth(), place.getHeight());
        float y = place.getHeight() - PADDING - 10;
        Typography type = pages.type();
        type.draw(
                appearance,
                type.phrase(pages.texts().get("pdf.signOff.signedBy", signature.signerName()), Style.STRONG),
                Element.ALIGN_LEFT,
                PADDING,
                y);
        type.draw(
                appearance,
                type.phrase(
                        pages.texts()
                                .get("pdf.signOff.signedAt", pages.texts().dateTime(signedAt), signature.issuerName()),
                        Style.CAPTION),
                Element.ALIGN_LEFT,
                PADDING,
                y - 15);
        type.draw(
                appearance,
                type.phrase(pages.texts().get("pdf.signOff.check"), Style.CAPTION),
                Element.ALIGN_LEFT,
                PADDING,
                y - 28);
        return appearance;
    }

    private PdfObject write(PdfWriter writer) {
        var dictionary = new PdfDictionary(PdfName.SIG);
        dictionary.put(PdfName.FILTER, PdfName.ADOBE_PPKLITE);
        dictionary.put(PdfName.SUBFILTER, new PdfName("ETSI.CAdES.detached"));
        dictionary.put(PdfName.NAME, new PdfString(signature.signerName(), PdfObject.TEXT_UNICODE));
        dictionary.put(PdfName.M, new PdfDate(GregorianCalendar.from(signedAt.atZone(ZoneOffset.UTC))));
        dictionary.put(PdfName.BYTERANGE, range);
        dictionary.put(PdfName.CONTENTS, contents);
        try {
            return writer.addToBody(dictionary).getIndirectReference();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Signs the complete file, all of it but the room for the signature.
     *
     * @throws IOException when the key cannot sign or the file not be changed
     */
    void sign(Path file) throws IOException {
        long begin = contents.getPosition();
        long end = begin + contents.getPosLength();
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            write(channel, range.getPosition(), "[0 %d %d %d]".formatted(begin, end, channel.size() - end));
            byte[] signed = signature.of(channel, begin, end);
            if (signed.length > signature.mostBytes()) {
                throw new IOException("The signature takes " + signed.length + " bytes, more than the "
                        + signature.mostBytes() + " that were kept for it");
            }
            String hex = HexFormat.of().formatHex(signed);
            write(channel, begin, "<" + hex + "0".repeat(contents.getPosLength() - 2 - hex.length()) + ">");
        }
    }

    private static void write(FileChannel channel, long position, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }
}
