package dev.atrest.writers.excel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.streaming.SheetDataWriter;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * A streaming workbook whose rows and links are kept in {@link TemporaryParts} until it is written, and whose sheets may have
 * as many links as Excel allows.
 */
final class StreamedBook extends SXSSFWorkbook {

    private static final int ROWS_IN_MEMORY = 100;
    private static final String NO_ROWS = "<sheetData/>";
    /** It is that of a sheet without rows, and some programs believe it; without it they look for themselves. */
    private static final Pattern DIMENSION = Pattern.compile("<dimension [^>]*/>");

    /** The first of the elements that come after the links of a sheet; each of ours has it. */
    private static final String AFTER_LINKS = "<pageMargins";

    private final TemporaryParts parts;
    private final Map<String, Streamed> streamed = new LinkedHashMap<>();
    private final Map<String, String> places = new HashMap<>();
    private final Map<String, Tabled> tables = new LinkedHashMap<>();

    /**
     * A table, which fills one sheet or several.
     *
     * @param name of the first of its sheets
     * @param rows without the titles
     */
    record Tabled(String name, long rows) {

        /** Where it begins. */
        String place() {
            return StreamedBook.place(name, "A1");
        }
    }

    /** A sheet whose rows are not in memory. */
    private record Streamed(SXSSFSheet rows, Links links) {}

    StreamedBook(TemporaryParts parts) {
        super(new XSSFWorkbook(), ROWS_IN_MEMORY);
        this.parts = parts;
    }

    /** A sheet for many rows. */
    SXSSFSheet newSheet(String name, Links links) {
        SXSSFSheet rows = createSheet(name);
        streamed.put(entryOf(getXSSFWorkbook().getSheet(name)), new Streamed(rows, links));
        return rows;
    }

    /** The links of a sheet to be made. */
    Links newLinks() {
        try {
            return new Links(parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Names a cell for links to lead to; the first of a name counts.
     *
     * @param cell e.g. {@code A1}
     */
    void mark(String destination, String sheet, String cell) {
        places.putIfAbsent(destination, place(sheet, cell));
    }

    /** Whether there is such a place by now. */
    boolean marked(String destination) {
        return places.containsKey(destination);
    }

    private static String place(String sheet, String cell) {
        return "'" + sheet.replace("'", "''") + "'!" + cell;
    }

    /** Notes that a sheet of a table has got its rows. */
    void count(String key, String sheet, long rows) {
        tables.merge(
                key, new Tabled(sheet, rows), (first, next) -> new Tabled(first.name(), first.rows() + next.rows()));
    }

    /** The tables by their keys, in the order of the sheets. */
    Map<String, Tabled> tables() {
        return tables;
    }

    @Override
    protected SheetDataWriter createSheetDataWriter() throws IOException {
        return new RowsAsXml(parts.part());
    }

    /** Writes the workbook, once. */
    @Override
    public void write(OutputStream out) throws IOException {
        for (Streamed sheet : streamed.values()) {
            sheet.links().complete();
        }
        var template = new ByteArrayOutputStream();
        getXSSFWorkbook().write(template);
        try (var entries = new ZipInputStream(new ByteArrayInputStream(template.toByteArray()));
                ZipArchiveOutputStream zip = createArchiveOutputStream(out)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                zip.putArchiveEntry(new ZipArchiveEntry(entry.getName()));
                write(entry.getName(), entries.readAllBytes(), zip);
                zip.closeArchiveEntry();
            }
            zip.finish();
        }
    }

    private void write(String entry, byte[] content, OutputStream out) throws IOException {
        Streamed sheet = streamed.get(entry);
        Streamed related = streamed.get(entry.replace("/_rels/", "/").replace(".xml.rels", ".xml"));
        if (sheet != null) {
            writeSheet(sheet, new String(content, StandardCharsets.UTF_8), out);
        } else if (related != null) {
            String relationships = new String(content, StandardCharsets.UTF_8);
            int end = relationships.lastIndexOf("</Relationships>");
            write(relationships.substring(0, end), out);
            related.links().writeRelationships(out);
            write(relationships.substring(end), out);
        } else {
            out.write(content);
        }
    }

    private void writeSheet(Streamed sheet, String xml, OutputStream out) throws IOException {
        int rows = xml.indexOf(NO_ROWS);
        int links = xml.indexOf(AFTER_LINKS, rows);
        write(DIMENSION.matcher(xml.substring(0, rows)).replaceFirst(""), out);
        write("<sheetData>", out);
        try (InputStream in = sheet.rows().getWorksheetXMLInputStream()) {
            in.transferTo(out);
        }
        write("</sheetData>", out);
        write(xml.substring(rows + NO_ROWS.length(), links), out);
        sheet.links().writeElement(places, out);
        write(xml.substring(links), out);
    }

    /** The name of a sheet's part in the file. */
    private static String entryOf(XSSFSheet sheet) {
        return sheet.getPackagePart().getPartName().getName().substring(1);
    }

    private static void write(String xml, OutputStream out) throws IOException {
        out.write(xml.getBytes(StandardCharsets.UTF_8));
    }
}
