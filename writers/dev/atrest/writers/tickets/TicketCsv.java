package dev.atrest.writers.tickets;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/**
 * Items as CSV for a ticketing system: RFC 4180, UTF-8, CRLF, one header line. Every cell is quoted, so that a spreadsheet can be
 * told to take account ids for text.
 */
public final class TicketCsv implements Closeable {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CSVPrinter printer;
    private final TicketMapping mapping;

    /**
     * Opens a file and writes the header.
     *
     * @param byteOrderMark whether the file begins with one, for spreadsheets that else take UTF-8 for something older
     */
    public static TicketCsv open(Path file, TicketMapping mapping, boolean byteOrderMark) throws IOException {
        Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        try {
            if (byteOrderMark) {
                out.write(BYTE_ORDER_MARK);
            }
            var format = CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();
            var csv = new TicketCsv(new CSVPrinter(out, format), mapping);
            csv.printer.printRecord(mapping.header());
            return csv;
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    private TicketCsv(CSVPrinter printer, TicketMapping mapping) {
        this.printer = printer;
        this.mapping = mapping;
    }

    public void write(TicketItem item) throws IOException {
        printer.printRecord(mapping.cells(item));
    }

    @Override
    public void close() throws IOException {
        printer.close(true);
    }
}
