package dev.atrest.jobs.report;

import dev.atrest.writers.Brand;
import dev.atrest.writers.ReportWriter;
import dev.atrest.writers.Texts;
import dev.atrest.writers.html.PageTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The writers of the formats that an assessment is reported in.
 *
 * @param writers in the order in which they write: the plainest first
 */
public record ReportFormats(List<ReportWriter> writers) {

    /**
     * Reads the templates.
     *
     * @throws IOException when one is missing or malformed; the message names the file
     */
    public static ReportFormats load(Path templates, ReportRequest request) throws IOException {
        Texts texts = Texts.load(templates, request.language().getLanguage());
        PageTemplate page = PageTemplate.load(templates);
        page.expectTexts(texts);
        var style = new ReportStyle(Brand.load(templates), texts, page, request.protection());
        return new ReportFormats(Stream.of(ReportFormat.values())
                .filter(request.formats()::contains)
                .flatMap(format -> format.writers(style).stream())
                .toList());
    }
}
