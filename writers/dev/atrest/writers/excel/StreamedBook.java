package dev.atrest.writers.excel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** Before it zip files know no time. */
    private static final LocalDateTime FIRST_DAY = LocalDateTime.of(1980, 1, 1, 0, 0);

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
    private record Streamed(RowsAsXml rows, Links links) {}

    StreamedBook(TemporaryParts parts) {
        super(new XSSFWorkbook());
        this.parts = parts;
    }

    /** A sheet for many rows, which POI never sees. */
    SXSSFSheet newSheet(String name, RowsAsXml rows, Links links) {
        SXSSFSheet sheet = createSheet(name);
        streamed.put(entryOf(getXSSFWorkbook().getSheet(name)), new Streamed(rows, links));
        return sheet;
    }

    /** The rows of a sheet to be made. */
    RowsAsXml newRows() {
        try {
            return new RowsAsXml(parts.part());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** POI makes a temporary file else. */
    @Override
    protected SheetDataWriter createSheetDataWriter() throws IOException {
        return new SheetDataWriter(Writer.nullWriter());
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
                var zip = new ZipArchiveOutputStream(out)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                write(entry.getName(), entries.readAllBytes(), zip);
            }
            zip.finish();
        }
    }

    private void write(String name, byte[] content, ZipArchiveOutputStream zip) throws IOException {
        Streamed sheet = streamed.get(name);
        Streamed related = streamed.get(name.replace("/_rels/", "/").replace(".xml.rels", ".xml"));
        if (sheet != null) {
            Piece.write(name, sheet(sheet, new String(content, StandardCharsets.UTF_8)), zip);
        } else if (related != null) {
            String relationships = new String(content, StandardCharsets.UTF_8);
            int end = relationships.lastIndexOf("</Relationships>");
            Piece.write(
                    name,
                    List.of(
                            Piece.of(relationships.substring(0, end)),
                            related.links().relationships(),
                            Piece.of(relationships.substring(end))),
                    zip);
        } else {
            zip.putArchiveEntry(entry(name));
            zip.write(content);
            zip.closeArchiveEntry();
        }
    }

    /** An entry of the file; the same report is the same bytes, whenever it is written. */
    static ZipArchiveEntry entry(String name) {
        var entry = new ZipArchiveEntry(name);
        entry.setTimeLocal(FIRST_DAY);
        return entry;
    }

    private List<Piece> sheet(Streamed sheet, String xml) throws IOException {
        int rows = xml.indexOf(NO_ROWS);
        int links = xml.indexOf(AFTER_LINKS, rows);
        var pieces = new ArrayList<Piece>();
        pieces.add(Piece.of(DIMENSION.matcher(xml.substring(0, rows)).replaceFirst("") + "<sheetData>"));
        pieces.add(sheet.rows().complete());
        pieces.add(Piece.of("</sheetData>" + xml.substring(rows + NO_ROWS.length(), links)));
        pieces.addAll(sheet.links().element(places));
        pieces.add(Piece.of(xml.substring(links)));
        return pieces;
    }

    /** The name of a sheet's part in the file. */
    private static String entryOf(XSSFSheet sheet) {
        return sheet.getPackagePart().getPartName().getName().substring(1);
    }
}
