package dev.atrest.writers;

import java.io.IOException;
import java.nio.file.Path;

/** Renders an assessment in one format. */
public interface ReportWriter {

    /** Name of the file, e.g. {@code report.xlsx}. */
    String fileName();

    /**
     * Writes the report to a new file.
     *
     * @param file does not exist yet; the caller moves it to its final name once this returns
     * @throws IOException when the file cannot be written
     */
    void write(AssessmentReport report, Path file) throws IOException;
}
