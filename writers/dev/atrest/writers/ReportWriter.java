package dev.atrest.writers;

import java.io.IOException;
import java.nio.file.Path;

/** Renders an assessment in one format. */
public interface ReportWriter {

    /** Name of the file, e.g. {@code report.xlsx}. */
    String fileName();

    /**
     * How long the file takes beside others: of files that are written at the same time the longest is begun first. A plain
     * text takes 1.
     */
    default int effort() {
        return 1;
    }

    /**
     * Writes the report.
     *
     * @param file an empty file that only its owner may read, which {@link ReportFiles} moves to its final name once this
     *     returns
     * @throws IOException when the file cannot be written
     */
    void write(AssessmentReport report, Path file) throws IOException;
}
