package dev.atrest.writers.machine;

import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.ReportWriter;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The assessment as OSCAL Assessment Results: {@code assessment-results.oscal.json}. A control of a framework is a finding, a
 * rule an observation, whose subjects are the resources that do not pass it; what passes is counted.
 */
public final class OscalResults implements ReportWriter {

    @Override
    public String fileName() {
        return "assessment-results.oscal.json";
    }

    @Override
    public void write(AssessmentReport report, Path file) throws IOException {
        JsonFile.write(file, json -> {
            var document = new OscalDocument(json, report);
            json.object(() -> json.object("assessment-results", document::write))
                    .endLine();
        });
    }
}
