package dev.atrest.writers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FindingsJsonLinesTest {

    private final JsonMapper json = JsonMapper.shared();

    @TempDir
    private Path folder;

    @Test
    void everyFindingIsOneLineInTheOrderOfArnAndRule() throws IOException {
        var report = SampleReport.enterprise();
        List<JsonNode> lines = written(report);
        assertThat(lines).hasSameSizeAs(report.allFindings());
        assertThat(lines.stream().map(FindingsJsonLinesTest::key))
                .containsExactlyElementsOf(report.findings()
                        .map(finding -> finding.resourceArn() + " " + finding.ruleId())
                        .toList());
    }

    @Test
    void everyLineHasTheSameKeysInTheSameOrder() throws IOException {
        assertThat(written(SampleReport.enterprise()))
                .allSatisfy(line -> assertThat(line.propertyNames())
                        .containsExactly(
                                "ruleId",
                                "status",
                                "severity",
                                "resourceArn",
                                "resourceType",
                                "resourceName",
                                "accountId",
                                "region",
                                "dataProtectionClass",
                                "owner",
                                "message",
                                "evidence",
                                "unread",
                                "controls",
                                "waiver",
                                "provenance"));
    }

    @Test
    void evidenceAndUnreadFactsNameTheirCalls() throws IOException {
        var report = SampleReport.enterprise();
        JsonNode unread = written(report).stream()
                .filter(line -> line.get("status").stringValue().equals("NOT_ASSESSED"))
                .findFirst()
                .orElseThrow();
        assertThat(unread.get("dataProtectionClass").isNull()).isTrue();
        assertThat(unread.get("unread").toString())
                .isEqualTo(
                        "[{\"fact\":\"encryption\",\"call\":\"s3:GetBucketEncryption\",\"error\":\"AccessDenied\"}]");
        assertThat(unread.get("evidence").get("encryption").toString())
                .isEqualTo("{\"value\":{\"algorithm\":\"aws:kms\",\"bucketKeyEnabled\":true},"
                        + "\"call\":\"s3:GetBucketEncryption\"}");
        assertThat(unread.get("evidence")
                        .get("rotation.periodDays")
                        .get("value")
                        .longValue())
                .isEqualTo(365);
        assertThat(unread.get("evidence").get("validTo").get("value").isNull()).isTrue();
    }

    @Test
    void aWaivedFindingTellsWhoAcceptedItAndUntilWhen() throws IOException {
        var sample = SampleReport.enterprise();
        Finding waived = sample.allFindings().stream()
                .filter(finding -> finding.status() == FindingStatus.WAIVED)
                .findFirst()
                .orElseThrow()
                .waivedBy("legacy-volumes");
        var report = new MemoryReport(
                "run",
                sample.accounts(),
                sample.rules(),
                sample.frameworks(),
                List.of(),
                List.of(waived),
                sample.allCoverage());

        assertThat(written(report))
                .singleElement()
                .satisfies(line -> assertThat(line.get("waiver").toString())
                        .isEqualTo(
                                "{\"id\":\"legacy-volumes\",\"reason\":\"Das Altsystem wird bis zum Jahresende abgelöst;"
                                        + " =1+1 bis dahin trägt der Bereich das Risiko.\",\"approver\":\"Jana Müller (CISO)\","
                                        + "\"ticket\":\"RISK-14\",\"expires\":\"2026-12-31\"}"));
    }

    @Test
    void hostileNamesSurviveAsTheyAre() throws IOException {
        var report = SampleReport.enterprise();
        var names = written(report).stream()
                .map(line -> line.get("resourceName").stringValue())
                .collect(Collectors.toSet());
        assertThat(names)
                .contains(
                        SampleReport.FORMULA,
                        SampleReport.CONTROL_CHARACTERS,
                        SampleReport.RIGHT_TO_LEFT,
                        SampleReport.EMOJI_AND_SCRIPTS,
                        SampleReport.LONG,
                        "half\ufffd");
    }

    @Test
    void onlyTheProvenanceTellsTwoRunsApart() throws IOException {
        var first = SampleReport.enterprise();
        var second = new MemoryReport(
                "another",
                first.accounts(),
                first.rules(),
                first.frameworks(),
                first.resources(),
                first.allFindings(),
                first.allCoverage());
        assertThat(withoutProvenance(second)).isEqualTo(withoutProvenance(first));
        assertThat(Files.readString(file(second))).isNotEqualTo(Files.readString(file(first)));
    }

    @Test
    void linesEndWithALineFeedAlone() throws IOException {
        String text = Files.readString(file(SampleReport.enterprise()));
        assertThat(text).endsWith("}\n").doesNotContain("\r").startsWith("{\"ruleId\"");
    }

    @Test
    void countsAgreeWithTheReport() throws IOException {
        var report = SampleReport.enterprise();
        var lines = written(report);
        for (FindingStatus status : FindingStatus.values()) {
            assertThat(lines.stream()
                            .filter(line -> line.get("status").stringValue().equals(status.name())))
                    .hasSize((int) report.summary().findings(status))
                    .isNotEmpty();
        }
    }

    @Test
    void nothingFoundIsAnEmptyFile() throws IOException {
        assertThat(file(SampleReport.empty())).isEmptyFile();
    }

    @Test
    void orderOfTheSampleIsThatOfTheContract() {
        assertThat(SampleReport.enterprise().findings())
                .isSortedAccordingTo(Comparator.comparing(Finding::resourceArn).thenComparing(Finding::ruleId));
    }

    private List<String> withoutProvenance(AssessmentReport report) throws IOException {
        return Files.readAllLines(file(report)).stream()
                .map(line -> line.replaceFirst(",\"provenance\":\\{.*", ""))
                .toList();
    }

    private List<JsonNode> written(AssessmentReport report) throws IOException {
        return Files.readAllLines(file(report)).stream().map(json::readTree).toList();
    }

    private Path file(AssessmentReport report) throws IOException {
        return ReportFiles.write(report, List.of(new FindingsJsonLines()), folder)
                .getFirst();
    }

    private static String key(JsonNode line) {
        return line.get("resourceArn").stringValue() + " " + line.get("ruleId").stringValue();
    }
}
