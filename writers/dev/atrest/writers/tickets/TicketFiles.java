package dev.atrest.writers.tickets;

import dev.atrest.writers.ReportFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of an export: one, or as many as the system's importer asks for. Those of new items come first, and have what it takes
 * of them.
 */
public final class TicketFiles implements Closeable {

    private final TicketMapping mapping;
    private final boolean byteOrderMark;
    private final ReportFiles.NewFiles files;
    private final Series fresh;
    private final Series others;

    /** Files with the same columns, of which the last is being written. */
    private final class Series {

        private final TicketMapping columns;
        private final List<Path> written = new ArrayList<>();
        private @Nullable TicketCsv current;
        private int rows;

        Series(TicketMapping columns) {
            this.columns = columns;
        }

        void write(TicketItem item) throws IOException {
            TicketCsv csv = current;
            if (csv == null || rows == mapping.importer().rows()) {
                csv = next();
            }
            csv.write(item);
            rows++;
        }

        private TicketCsv next() throws IOException {
            close();
            Path file = files.next();
            TicketCsv csv = TicketCsv.open(file, columns, byteOrderMark);
            current = csv;
            written.add(file);
            rows = 0;
            return csv;
        }

        void close() throws IOException {
            if (current != null) {
                current.close();
                current = null;
            }
        }
    }

    /** @param byteOrderMark whether each file begins with one */
    public TicketFiles(TicketMapping mapping, boolean byteOrderMark, ReportFiles.NewFiles files) {
        this.mapping = mapping;
        this.byteOrderMark = byteOrderMark;
        this.files = files;
        this.others = new Series(mapping);
        this.fresh = mapping.importer().newWithout().isEmpty() ? others : new Series(mapping.ofNew());
    }

    public void write(TicketItem item) throws IOException {
        (item.ticket().isEmpty() ? fresh : others).write(item);
    }

    /**
     * Ends the files.
     *
     * @param name of the file when it is one; of several, each has its number before the extension
     * @return the files by name, in the order in which they are to be imported; one with nothing but its header when there were no
     *     items
     */
    public SequencedMap<String, Path> end(String name) throws IOException {
        if (fresh.written.isEmpty() && others.written.isEmpty()) {
            others.next();
        }
        close();
        List<Path> all = Stream.of(fresh, others)
                .distinct()
                .flatMap(series -> series.written.stream())
                .toList();
        var named = new LinkedHashMap<String, Path>();
        for (Path file : all) {
            named.put(all.size() == 1 ? name : numbered(name, named.size() + 1), file);
        }
        return named;
    }

    /** A file in the folder that has the name of one of several: beside those of a later export it would be imported with them. */
    public static Optional<Path> leftOf(String name, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        String[] around = around(name);
        // No glob: what a person names a file may look like one.
        DirectoryStream.Filter<Path> numbered = path -> {
            String other = path.getFileName().toString();
            int digits = other.length() - around[0].length() - around[1].length();
            return digits > 0
                    && other.startsWith(around[0])
                    && other.endsWith(around[1])
                    && other.substring(around[0].length(), around[0].length() + digits)
                            .chars()
                            .allMatch(Character::isDigit);
        };
        try (var left = Files.newDirectoryStream(folder, numbered)) {
            var files = left.iterator();
            return files.hasNext() ? Optional.of(files.next()) : Optional.empty();
        }
    }

    private static String numbered(String name, int number) {
        String[] around = around(name);
        return around[0] + number + around[1];
    }

    /** What stands before and after the number. */
    private static String[] around(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0
                ? new String[] {name.substring(0, dot) + "-", name.substring(dot)}
                : new String[] {name + "-", ""};
    }

    @Override
    public void close() throws IOException {
        fresh.close();
        others.close();
    }
}
