package dev.atrest.bench;

import dev.atrest.writers.AssessmentReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The barest loop of the library that a report writer uses, over the same cells, fields or words: what no writer of such a file
 * can be much quicker than. What a file holds is noted first, which is not measured, and then written anew without styles,
 * links, or anything to be found out.
 */
interface Peer {

    /**
     * Notes what a file of the product holds.
     *
     * @param report of which the file was made, for what cannot be told from the file
     */
    void record(AssessmentReport report, Path file, Path recording) throws IOException;

    /** Writes what was noted. */
    void write(Path recording, Path file) throws IOException;

    /**
     * The peer of the writer of files with such a name; empty where nobody has written one.
     *
     * @param templates where the fonts are
     */
    static Optional<Peer> of(String fileName, Path templates) {
        return switch (fileName.substring(fileName.lastIndexOf('.') + 1)) {
            case "xlsx" -> Optional.of(new ExcelPeer());
            case "csv" -> Optional.of(new CsvPeer());
            case "jsonl", "json" -> Optional.of(new JsonPeer());
            case "xml" -> Optional.of(new XmlPeer());
            case "html" -> Optional.of(new HtmlPeer());
            case "pdf" -> Optional.of(new PdfPeer(templates));
            default -> Optional.empty();
        };
    }
}
