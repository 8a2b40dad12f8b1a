package dev.atrest.writers.excel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.streaming.SheetDataWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsAsXmlTest {

    private static final List<String> TEXTS = List.of(
            "plain",
            "",
            " blanks at the ends ",
            "a\nb",
            "\nfirst",
            "<b a=\"x\">&amp;'</b>",
            "Prüfung – 8 × 3 ≥ 20",
            "no\u00A0break",
            "tab\there",
            "return\rhere",
            "bell \u0007 and \u0001",
            "not a character \uFFFE\uFFFF",
            "\u007F\u0085\u009F",
            "😀 outside of the plane",
            "half \uD83D of a pair",
            "x".repeat(5_000) + "<" + "y".repeat(5_000));

    @TempDir
    private Path folder;

    @Test
    void rowsAreTheXmlThatPoiWrites() throws IOException {
        try (var book = new SXSSFWorkbook();
                var parts = TemporaryParts.beside(folder.resolve("report"))) {
            CellStyle style = book.createCellStyle();
            CellStyle none = book.getCellStyleAt(0);
            var theirs = new StringWriter();
            var poi = new SheetDataWriter(theirs);
            var ours = new RowsAsXml(parts.part());
            var sheet = book.createSheet();
            for (int i = 0; i < TEXTS.size(); i++) {
                Row row = sheet.createRow(i);
                ours.begin(i);
                if (i % 2 == 0) {
                    row.setHeightInPoints(20.33f + i);
                    ours.height(20.33f + i);
                }
                row.createCell(0).setCellValue(TEXTS.get(i));
                ours.string(TEXTS.get(i), none);
                ours.skip();
                row.createCell(2).setCellValue(i / 7.0);
                ours.number(i / 7.0, none);
                for (int column = ours.nextColumn(); column < 30; column++) {
                    ours.skip();
                }
                row.createCell(30).setCellValue(TEXTS.get(i));
                row.getCell(30).setCellStyle(style);
                ours.string(TEXTS.get(i), style);
                poi.writeRow(i, sheet.getRow(i));
            }
            poi.close();
            assertThat(text(ours.complete()))
                    .isEqualTo(new String(theirs.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        }
    }

    @Test
    void anEntryOfPiecesIsTheirTextsOneAfterTheOther() throws IOException {
        try (var parts = TemporaryParts.beside(folder.resolve("report"))) {
            TemporaryParts.Part part = parts.part();
            try (Writer writer = part.writer()) {
                writer.write("rows, ".repeat(100_000));
            }
            TemporaryParts.Part empty = parts.part();
            empty.writer().close();
            var file = new ByteArrayOutputStream();
            try (var zip = new ZipArchiveOutputStream(file)) {
                Piece.write("a", List.of(Piece.of("begin "), part.piece(), empty.piece(), Piece.of("end")), zip);
                Piece.write("b", List.of(empty.piece()), zip);
            }
            // which compares the sizes and the checksums
            try (var zip = new ZipInputStream(new ByteArrayInputStream(file.toByteArray()))) {
                assertThat(zip.getNextEntry()).extracting(ZipEntry::getName).isEqualTo("a");
                assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("begin " + "rows, ".repeat(100_000) + "end");
                assertThat(zip.getNextEntry()).extracting(ZipEntry::getName).isEqualTo("b");
                assertThat(zip.readAllBytes()).isEmpty();
            }
        }
    }

    @Test
    void checksumsOfTwoTextsGiveThatOfBoth() {
        for (int first : List.of(0, 1, 7, 1_000)) {
            for (int second : List.of(0, 1, 2, 255, 65_537)) {
                byte[] one = "a".repeat(first).getBytes(StandardCharsets.UTF_8);
                byte[] other = "b".repeat(second).getBytes(StandardCharsets.UTF_8);
                var both = new CRC32();
                both.update(one);
                both.update(other);
                assertThat(JoinedCrc.of(crc(one), crc(other), second)).isEqualTo(both.getValue());
            }
        }
    }

    private static long crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    private static String text(Piece piece) throws IOException {
        InputStream ended =
                new SequenceInputStream(piece.deflated().open(), new ByteArrayInputStream(new byte[] {3, 0}));
        try (var in = new InflaterInputStream(ended, new Inflater(true))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
