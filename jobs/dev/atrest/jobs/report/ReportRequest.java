package dev.atrest.jobs.report;

import dev.atrest.writers.Protection;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What reports a user wishes.
 *
 * @param folder receives one folder an assessment
 * @param frameworks ids of the frameworks that the reports show; empty for those of the configuration
 */
public record ReportRequest(
        Path folder, Locale language, List<String> frameworks, List<ReportFormat> formats, Protection protection) {

    /** The usual reports, unprotected. */
    public ReportRequest(Path folder, Locale language, List<String> frameworks) {
        this(folder, language, frameworks, ReportFormat.usual(), Protection.NONE);
    }
}
