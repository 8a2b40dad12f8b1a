package dev.atrest.writers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Finding;
import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.seal.LinesDigest;
import dev.atrest.writers.seal.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestedFindingsTest {

    @TempDir
    private Path folder;

    @Test
    void theDigestIsThatOfTheFileWithoutProvenance() throws IOException {
        var report = SampleReport.enterprise();
        var told = new ArrayList<Manifest.Lines>();
        Path file = ReportFiles.write(report, List.of(new FindingsJsonLines(told::add)), folder)
                .getFirst();
        var ofFile = new LinesDigest();
        for (String line : Files.readAllLines(file)) {
            ofFile.add(line.replaceFirst(",\"provenance\":\\{[^{}]*}}$", "}").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(told).containsExactly(ofFile.lines());
        assertThat(told.getFirst()).isEqualTo(digest(report));
    }

    /** As the seal of a run that went on in another process computes it. */
    private static Manifest.Lines digest(AssessmentReport report) throws IOException {
        Map<String, Waiver> waivers = report.waivers().stream()
                .map(WaiverUse::waiver)
                .collect(Collectors.toMap(Waiver::id, waiver -> waiver));
        var digest = new LinesDigest();
        try (Stream<Finding> findings = report.findings()) {
            for (Finding finding : (Iterable<Finding>) findings::iterator) {
                FindingsJsonLines.writeLine(finding, waivers, digest.asStream());
            }
        }
        return digest.lines();
    }
}
