package dev.atrest.bench;

import dev.atrest.model.Account;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.writers.AssessmentReport;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openpdf.text.Document;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/**
 * One table of OpenPDF with the cells of all failures, in letters as small as the product's and of the same embedded font,
 * added to the document as often as the product adds its own. What else the product's document has, and that a cell's note is
 * smaller, is left out.
 */
final class PdfPeer implements Peer {

    private static final float[] WIDTHS = {35, 20, 14, 14, 36};
    private static final int ROWS_A_PART = 40;
    private static final float SIZE = 7;

    private final Path font;

    PdfPeer(Path templates) {
        this.font = templates.resolve("fonts/OpenSans-Regular.ttf");
    }

    @Override
    public void record(AssessmentReport report, Path file, Path recording) throws IOException {
        Map<String, String> names = report.accounts().stream().collect(Collectors.toMap(Account::id, Account::name));
        try (Stream<Finding> findings = report.findings(FindingStatus.FAIL);
                var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(recording), 1 << 16))) {
            for (Finding finding : (Iterable<Finding>) findings::iterator) {
                out.writeBoolean(true);
                out.writeUTF(finding.resourceName() + "\n" + finding.resourceArn());
                out.writeUTF(names.get(finding.accountId()) + "\n" + finding.accountId() + "  ·  " + finding.owner());
                out.writeUTF(finding.region());
                out.writeUTF(finding.dataProtectionClass().map(Enum::name).orElse("–"));
                out.writeUTF(finding.message());
            }
            out.writeBoolean(false);
        }
    }

    @Override
    public void write(Path recording, Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(recording), 1 << 16));
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            var document = new Document(PageSize.A4, 48, 48, 62, 62);
            PdfWriter.getInstance(document, out);
            document.open();
            var letters = new Font(
                    BaseFont.createFont(font.toString(), BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, null, null),
                    SIZE);
            var table = new PdfPTable(WIDTHS);
            table.setWidthPercentage(100);
            table.setComplete(false);
            for (int rows = 1; in.readBoolean(); rows++) {
                for (int cell = 0; cell < WIDTHS.length; cell++) {
                    table.addCell(new Phrase(in.readUTF(), letters));
                }
                if (rows % ROWS_A_PART == 0) {
                    document.add(table);
                }
            }
            table.setComplete(true);
            document.add(table);
            document.close();
        }
    }
}
