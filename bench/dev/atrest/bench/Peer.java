package dev.atrest.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The barest loop of the library that a report writer uses, over the same cells, fields or words: what no writer of such a file
 * can be much quicker than. What a file holds is noted first, which is not measured, and then written anew without styles,
 * links, or anything to be found out.
 */
interface Peer {

    /** Notes what a file of the product holds. */
    void record(Path file, Path recording) throws IOException;

    /** Writes what was noted. */
    void write(Path recording, Path file) throws IOException;

    /** The peer of the writer of files with such a name; empty where nobody has written one. */
    static Optional<Peer> of(String fileName) {
        return switch (fileName.substring(fileName.lastIndexOf('.') + 1)) {
            case "xlsx" -> Optional.of(new ExcelPeer());
            case "csv" -> Optional.of(new CsvPeer());
            case "jsonl" -> Optional.of(new JsonLinesPeer());
            default -> Optional.empty();
        };
    }
}
