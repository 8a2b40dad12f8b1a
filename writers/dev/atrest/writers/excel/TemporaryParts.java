package dev.atrest.writers.excel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.util.DefaultTempFileCreationStrategy;
import org.apache.poi.util.TempFile;

/**
 * The folder of the parts that POI writes before it puts a workbook together. They say what the report says, so they are kept
 * where it will be, for its owner only, and whoever clears away half a report after a kill finds them: POI's own place, the
 * system's folder of temporary files, would keep them for anyone to wonder about.
 */
final class TemporaryParts implements AutoCloseable {

    private final Path folder;

    private TemporaryParts(Path folder) {
        this.folder = folder;
    }

    /** What is to be done may fail to write. */
    interface Writing {
        void run() throws IOException;
    }

    /** @param unfinished the hidden file that becomes the report; the folder is named after it */
    static TemporaryParts beside(Path unfinished) throws IOException {
        Path absolute = unfinished.toAbsolutePath();
        // The hidden name ends as that of an unfinished report does; temporary folders are their owner's only.
        Path moved = Files.createTempDirectory(absolute.getParent(), ".report.xlsx.");
        return new TemporaryParts(Files.move(moved, moved.resolveSibling(moved.getFileName() + ".tmp")));
    }

    /** Does something with POI's temporary files in this folder. */
    void within(Writing writing) throws IOException {
        try {
            TempFile.withStrategy(new DefaultTempFileCreationStrategy(folder.toFile()), () -> {
                try {
                    writing.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return Boolean.TRUE;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        try (var left = Files.newDirectoryStream(folder)) {
            for (Path part : left) {
                Files.delete(part);
            }
        }
        Files.delete(folder);
    }
}
