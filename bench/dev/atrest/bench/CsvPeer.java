package dev.atrest.bench;

import dev.atrest.writers.AssessmentReport;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Commons CSV's printer, a record at a time. */
final class CsvPeer implements Peer {

    @Override
    public void record(AssessmentReport report, Path file, Path recording) throws IOException {
        try (var records = CSVFormat.RFC4180.parse(Files.newBufferedReader(file));
                var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(recording), 1 << 16))) {
            for (CSVRecord record : records) {
                out.writeInt(record.size());
                for (String cell : record) {
                    out.writeUTF(cell);
                }
            }
            out.writeInt(-1);
        }
    }

    @Override
    public void write(Path recording, Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(recording), 1 << 16));
                var printer = new CSVPrinter(Files.newBufferedWriter(file), CSVFormat.RFC4180)) {
            for (int size = in.readInt(); size >= 0; size = in.readInt()) {
                var cells = new Object[size];
                for (int i = 0; i < size; i++) {
                    cells[i] = in.readUTF();
                }
                printer.printRecord(cells);
            }
        }
    }
}
