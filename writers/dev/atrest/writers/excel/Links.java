package dev.atrest.writers.excel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The links of a sheet. POI would keep an object or two for each in memory until the workbook is written; here those to
 * addresses, of which there is one a row, go to temporary parts as the XML that the workbook will have.
 */
final class Links {

    /** Excel gives up a sheet's links, and says that the workbook is damaged, when there are more. */
    static final int MOST = 65_530;

    /** Left for links within the workbook when there are many to addresses. */
    private static final int RESERVED = 1_000;

    private static final String RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /** @param destination name of a place in {@link Places} */
    private record Inner(String cells, String destination) {}

    private final TemporaryParts.Part elements;
    private final TemporaryParts.Part relationships;
    private final Writer elementWriter;
    private final Writer relationshipWriter;
    private final List<Inner> inner = new ArrayList<>();
    private int addresses;

    Links(TemporaryParts parts) throws IOException {
        elements = parts.part();
        relationships = parts.part();
        elementWriter = elements.writer();
        relationshipWriter = relationships.writer();
    }

    /** Whether the sheet can have one more link to an address. */
    boolean roomForAddress() {
        return addresses + inner.size() < MOST - RESERVED;
    }

    /** Links a cell to a web address. */
    void toAddress(String cell, String address) {
        try {
            elementWriter.write("<hyperlink ref=\"" + cell + "\" r:id=\"link" + addresses + "\"/>");
            relationshipWriter.write("<Relationship Id=\"link" + addresses + "\" Type=\"" + RELATIONSHIPS
                    + "/hyperlink\" Target=\"" + escaped(address) + "\" TargetMode=\"External\"/>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        addresses++;
    }

    /** Whether the sheet can have so many more links to places in the workbook. */
    boolean roomForPlace(int more) {
        return addresses + inner.size() + more <= MOST;
    }

    /** Links cells, as one, to a place in the workbook; a place that is never marked gives no link. */
    void toPlace(String cells, String destination) {
        inner.add(new Inner(cells, destination));
    }

    /** Ends the writing: nothing can be added any more. */
    void complete() throws IOException {
        elementWriter.close();
        relationshipWriter.close();
    }

    /** The sheet's element of links, if there are any. */
    List<Piece> element(Map<String, String> places) {
        List<Inner> found = inner.stream()
                .filter(link -> places.containsKey(link.destination()))
                .toList();
        if (found.isEmpty() && addresses == 0) {
            return List.of();
        }
        var begin = new StringBuilder("<hyperlinks xmlns:r=\"" + RELATIONSHIPS + "\">");
        for (Inner link : found) {
            String place = places.getOrDefault(link.destination(), "");
            begin.append("<hyperlink ref=\"" + link.cells() + "\" location=\"" + escaped(place) + "\"/>");
        }
        return List.of(Piece.of(begin.toString()), elements.piece(), Piece.of("</hyperlinks>"));
    }

    /** What belongs into the sheet's relationships. */
    Piece relationships() {
        return relationships.piece();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
