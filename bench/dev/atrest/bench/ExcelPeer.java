package dev.atrest.bench;

import dev.atrest.writers.AssessmentReport;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** POI's streaming workbook, as it comes, with a cell for each text and number. */
final class ExcelPeer implements Peer {

    private static final int SHEET = 0;
    private static final int ROW = 1;
    private static final int TEXT = 2;
    private static final int NUMBER = 3;
    private static final int END = 4;

    @Override
    public void record(AssessmentReport report, Path file, Path recording) throws IOException {
        try (var book = new ZipFile(file.toFile());
                var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(recording), 1 << 16))) {
            List<? extends ZipEntry> sheets = Collections.list(book.entries()).stream()
                    .filter(entry -> entry.getName().matches("xl/worksheets/sheet\\d+\\.xml"))
                    .toList();
            for (ZipEntry sheet : sheets) {
                out.writeByte(SHEET);
                try (InputStream xml = book.getInputStream(sheet)) {
                    cells(OwnXml.reader(xml), out);
                }
            }
            out.writeByte(END);
        } catch (XMLStreamException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static void cells(XMLStreamReader xml, DataOutputStream out) throws XMLStreamException, IOException {
        int column = 0;
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "row" -> out.writeByte(ROW);
                case "c" -> column = new CellReference(xml.getAttributeValue(null, "r")).getCol();
                case "t" -> {
                    out.writeByte(TEXT);
                    out.writeShort(column);
                    out.writeUTF(xml.getElementText());
                }
                case "v" -> {
                    out.writeByte(NUMBER);
                    out.writeShort(column);
                    out.writeDouble(Double.parseDouble(xml.getElementText()));
                }
                default -> {
                    // what is about a sheet, and not in it
                }
            }
        }
    }

    @Override
    public void write(Path recording, Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(recording), 1 << 16));
                var book = new SXSSFWorkbook()) {
            Sheet sheet = book.createSheet();
            Row row = sheet.createRow(0);
            int rows = 0;
            boolean first = true;
            for (int what = in.readByte(); what != END; what = in.readByte()) {
                switch (what) {
                    case SHEET -> {
                        sheet = first ? sheet : book.createSheet();
                        first = false;
                        rows = 0;
                    }
                    case ROW -> row = sheet.createRow(rows++);
                    case TEXT -> {
                        Cell cell = row.createCell(in.readShort());
                        cell.setCellValue(in.readUTF());
                    }
                    default -> row.createCell(in.readShort()).setCellValue(in.readDouble());
                }
            }
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                book.write(out);
            }
        }
    }
}
