package dev.atrest.writers.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.FindingsJsonLines;
import dev.atrest.writers.ReadBack;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.ReportWriter;
import dev.atrest.writers.SampleReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatsAgreeTest {

    private static final List<ReportWriter> WRITERS = List.of(
            new FindingsJsonLines(),
            new OcsfFindings(),
            new AsffFindings(),
            new OscalResults(),
            new SarifLog(),
            new JUnitXml());

    @TempDir
    private Path folder;

    @Test
    void everyFormatTellsTheSameNumbersOfEveryStatusAndSeverity() throws IOException {
        AssessmentReport report = SampleReport.enterprise();
        var expected = ReadBack.of(report.summary());
        assertThat(expected.keySet()).containsExactly(FindingStatus.values());

        assertThat(numbersOf(report))
                .allSatisfy((format, numbers) -> assertThat(numbers).as(format).isEqualTo(expected));
    }

    @Test
    void anAssessmentThatFoundNothingIsWrittenToo() throws IOException {
        assertThat(numbersOf(SampleReport.empty()))
                .allSatisfy((format, numbers) -> assertThat(numbers).as(format).isEmpty());
        assertThat(numbersOf(SampleReport.onlyGaps()))
                .allSatisfy((format, numbers) -> assertThat(numbers).as(format).isEmpty());
    }

    private Map<String, Map<FindingStatus, Map<Severity, Long>>> numbersOf(AssessmentReport report) throws IOException {
        ReportFiles.write(report, WRITERS, folder);
        return Map.of(
                "jsonl", ReadBack.jsonLines(folder.resolve("findings.jsonl")),
                "ocsf", ReadBack.ocsf(folder.resolve("findings.ocsf.jsonl")),
                "asff", ReadBack.asff(folder.resolve("findings.asff.jsonl")),
                "oscal", ReadBack.oscal(folder.resolve("assessment-results.oscal.json")),
                "sarif", ReadBack.sarif(folder.resolve("findings.sarif.json")),
                "junit", ReadBack.junit(folder.resolve("junit.xml")));
    }
}
