package dev.atrest.writers;

import java.io.IOException;
import java.nio.file.Path;

/** Renders an assessment in one format. */
public interface ReportWriter {

    /** Name of the file, e.g. {@code report.xlsx}. */
    String fileName();

    /**
     * Writes the report.
     *
     * @param file an empty file that only its owner may read, which {@link ReportFiles} moves to its final name once this
     *     returns
     * @throws IOException when the file cannot be written
     */
    void write(AssessmentReport report, Path file) throws IOException;
}
