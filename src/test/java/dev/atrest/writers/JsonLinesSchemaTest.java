package dev.atrest.writers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.writers.machine.PublishedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSchemaTest {

    private static final Path SCHEMAS = Path.of("docs/schemas");

    @TempDir
    private Path folder;

    @Test
    void everyLineOfTheFindingsIsWhatThePublishedSchemaSays() throws IOException {
        var schema = PublishedSchema.ofFile(SCHEMAS.resolve("findings.schema.json"));
        List<String> lines = written(new FindingsJsonLines());
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(schema.objectionsTo(line)).isEmpty());
    }

    @Test
    void everyLineOfTheCoverageIsWhatThePublishedSchemaSays() throws IOException {
        var schema = PublishedSchema.ofFile(SCHEMAS.resolve("coverage.schema.json"));
        List<String> lines = written(new CoverageJsonLines());
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(schema.objectionsTo(line)).isEmpty());
    }

    @Test
    void theSchemasForbidWhatIsNotTrue() throws IOException {
        var findings = PublishedSchema.ofFile(SCHEMAS.resolve("findings.schema.json"));
        String line = written(new FindingsJsonLines()).stream()
                .filter(text -> text.contains("\"status\":\"PASS\""))
                .findFirst()
                .orElseThrow();
        assertThat(findings.objectionsTo(line.replace("\"status\":\"PASS\"", "\"status\":\"NOT_ASSESSED\"")))
                .isNotEmpty();
        assertThat(findings.objectionsTo(line.replace("\"ruleId\"", "\"rule\"")))
                .isNotEmpty();
        assertThat(findings.objectionsTo(line.replaceFirst("\"readAt\":\"[^\"]*\"", "\"readAt\":\"yesterday\"")))
                .isNotEmpty();
        assertThat(findings.objectionsTo(line.replace(
                        "\"provenance\"",
                        "\"owner\":\"team\",\"waiver\":{\"id\":\"w\",\"reason\":\"r\",\"approver\":\"a\",\"ticket\":\"\","
                                + "\"expires\":\"2026-12-31\"},\"provenance\"")))
                .isEmpty();
        var coverage = PublishedSchema.ofFile(SCHEMAS.resolve("coverage.schema.json"));
        String row = written(new CoverageJsonLines()).stream()
                .filter(text -> text.contains("\"status\":\"COMPLETE\""))
                .findFirst()
                .orElseThrow();
        assertThat(coverage.objectionsTo(row.replace("COMPLETE", "DENIED"))).isNotEmpty();
    }

    private List<String> written(ReportWriter writer) throws IOException {
        return Files.readAllLines(ReportFiles.write(SampleReport.enterprise(), List.of(writer), folder)
                .getFirst());
    }
}
