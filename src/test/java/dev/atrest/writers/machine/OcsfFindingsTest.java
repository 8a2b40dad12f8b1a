package dev.atrest.writers.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.writers.MemoryReport;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.SampleReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OcsfFindingsTest {

    private final MemoryReport report = SampleReport.enterprise();

    @TempDir
    private Path folder;

    @Test
    void everyEventHasWhatTheClassDemandsAndNothingItDoesNotKnow() throws IOException {
        var schema = PublishedSchema.ofClasspath("ocsf-compliance-finding-1.5.schema.json");
        assertThat(lines())
                .hasSameSizeAs(report.allFindings())
                .allSatisfy(line -> assertThat(schema.objectionsTo(line)).isEmpty());
    }

    @Test
    void theStatementOfTheClassForbidsWhatOcsfForbids() throws IOException {
        var schema = PublishedSchema.ofClasspath("ocsf-compliance-finding-1.5.schema.json");
        String line = lines().getFirst();
        assertThat(schema.objectionsTo(line.replace("\"class_uid\":2003", "\"class_uid\":2002")))
                .isNotEmpty();
        assertThat(schema.objectionsTo(line.replace("\"standards\"", "\"standard\"")))
                .isNotEmpty();
        assertThat(schema.objectionsTo(line.replaceFirst("\"time\":[0-9]+", "\"time\":\"now\"")))
                .isNotEmpty();
    }

    @Test
    void whatWasNotAssessedSaysWhichCallAnsweredWhat() throws IOException {
        JsonNode event = event(FindingStatus.NOT_ASSESSED);
        assertThat(event.get("compliance").get("status").stringValue()).isEqualTo("Warning");
        assertThat(event.get("compliance").get("status_details").get(0).stringValue())
                .isEqualTo("encryption (s3:GetBucketEncryption: AccessDenied)");
    }

    @Test
    void theEvidenceIsThatOfTheFinding() throws IOException {
        JsonNode data = event(FindingStatus.FAIL).get("evidences").get(0).get("data");
        assertThat(data.get("encryption").toString())
                .isEqualTo("{\"value\":{\"algorithm\":\"aws:kms\",\"bucketKeyEnabled\":true},"
                        + "\"call\":\"s3:GetBucketEncryption\"}");
    }

    @Test
    void theFindingKeepsItsIdFromRunToRun() throws IOException {
        assertThat(events().stream()
                        .map(event -> event.get("finding_info").get("uid").stringValue()))
                .containsExactlyElementsOf(
                        report.findings().map(BacklogItem::idOf).toList());
    }

    @Test
    void hostileNamesSurviveAsTheyAre() throws IOException {
        assertThat(events().stream()
                        .map(event -> event.get("resources").get(0).get("name").stringValue())
                        .collect(Collectors.toSet()))
                .contains(SampleReport.FORMULA, SampleReport.CONTROL_CHARACTERS, SampleReport.LONG, "half\ufffd");
    }

    @Test
    void aWaiverIsTheReasonThatASuppressedFindingGives() throws IOException {
        Finding waived = Samples.waived(report, "legacy-volumes");
        ReportFiles.write(Samples.of(report, List.of(waived)), List.of(new OcsfFindings()), folder);
        JsonNode event = JsonMapper.shared()
                .readTree(folder.resolve("findings.ocsf.jsonl").toFile());
        assertThat(event.get("status").stringValue()).isEqualTo("Suppressed");
        assertThat(event.get("compliance").get("status").stringValue()).isEqualTo("Fail");
        assertThat(event.get("compliance").get("status_details").get(0).stringValue())
                .startsWith("Accepted by Jana Müller (CISO) until 2026-12-31: ")
                .endsWith("(legacy-volumes, RISK-14)");
    }

    private JsonNode event(FindingStatus status) throws IOException {
        return events().stream()
                .filter(event ->
                        event.get("compliance").get("status_code").stringValue().equals(status.name()))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> events() throws IOException {
        return lines().stream().map(JsonMapper.shared()::readTree).toList();
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(
                ReportFiles.write(report, List.of(new OcsfFindings()), folder).getFirst());
    }
}
