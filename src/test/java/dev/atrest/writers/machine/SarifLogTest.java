package dev.atrest.writers.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.contrastsecurity.sarif.SarifSchema210;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.BigReport;
import dev.atrest.writers.MemoryReport;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.SampleReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SarifLogTest {

    private final MemoryReport report = SampleReport.enterprise();

    @TempDir
    private Path folder;

    @Test
    void theLogIsWhatThePublishedSchemaSays() throws IOException {
        var schema = PublishedSchema.ofClasspath("/schema/sarif-schema-2.1.0.json");
        for (AssessmentReport each : List.of(report, SampleReport.empty(), SampleReport.onlyGaps(), new BigReport(3))) {
            assertThat(schema.objectionsTo(Files.readString(written(each)))).isEmpty();
        }
    }

    @Test
    void anotherReaderOfSarifReadsIt() throws IOException {
        var log = new ObjectMapper().readValue(written(report).toFile(), SarifSchema210.class);
        assertThat(log.getRuns().getFirst().getTool().getDriver().getRules()).hasSameSizeAs(report.rules());
    }

    @Test
    void whatPassesIsNoResultAndWhatWasNotAssessedIsOpen() throws IOException {
        assertThat(results())
                .hasSize((int) (report.allFindings().size() - report.summary().findings(FindingStatus.PASS)));
        assertThat(results().stream()
                        .filter(result -> text(result, "properties", "status").equals("NOT_ASSESSED")))
                .isNotEmpty()
                .allSatisfy(result -> {
                    assertThat(text(result, "kind")).isEqualTo("open");
                    assertThat(text(result, "level")).isEqualTo("none");
                    assertThat(text(result, "message", "text"))
                            .startsWith("Not assessed, since this is not known: encryption"
                                    + " (s3:GetBucketEncryption: AccessDenied). ");
                });
        assertThat(results().stream()
                        .filter(result -> text(result, "properties", "status").equals("FAIL")))
                .allSatisfy(result -> {
                    assertThat(text(result, "level")).isIn("error", "warning", "note");
                    assertThat(result.has("suppressions")).isFalse();
                });
    }

    @Test
    void aResultKeepsItsFingerprintFromRunToRunAndItsRuleIsTheOneItsIndexPointsAt() throws IOException {
        assertThat(results().stream().map(result -> text(result, "partialFingerprints", "primaryLocationLineHash")))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(report.allFindings().stream()
                        .filter(finding -> finding.status() != FindingStatus.PASS)
                        .map(BacklogItem::idOf)
                        .toList());
        assertThat(results())
                .allSatisfy(result -> assertThat(report.rules()
                                .get(result.get("ruleIndex").intValue())
                                .id())
                        .isEqualTo(text(result, "ruleId")));
    }

    @Test
    void theLocationIsARelativeAddressAndNamesTheResource() throws IOException {
        assertThat(results()).allSatisfy(result -> {
            JsonNode location = result.get("locations").get(0);
            var address = URI.create(text(location, "physicalLocation", "artifactLocation", "uri"));
            assertThat(address.isAbsolute()).isFalse();
            assertThat(address.getPath().split("/", 4)[2]).isEqualTo(text(result, "properties", "resourceType"));
            assertThat(text(location.get("logicalLocations").get(0), "fullyQualifiedName"))
                    .startsWith("arn:aws:");
        });
    }

    @Test
    void coverageGapsAreNotifications() throws IOException {
        JsonNode notifications = run(report).get("invocations").get(0).get("toolExecutionNotifications");
        assertThat(notifications).hasSize((int) report.summary().coverageGaps()).hasSize((int)
                report.allCoverage().stream()
                        .map(Coverage::status)
                        .filter(Coverage.Status::gap)
                        .count());
        assertThat(notifications.toString())
                .contains("Coverage of KmsKey in account", "is FAILED: kms:ListKeys answered ThrottlingException");
    }

    @Test
    void aMessageHoldsNoLinkAndNoPlaceholderThatANameBroughtIn() throws IOException {
        assertThat(messageOf("[click](https://evil.example) C:\\x"))
                .isEqualTo("[click\\](https://evil.example) C:\\\\x");
        assertThat(messageOf("a {0} b {name}")).isEqualTo("a {{0}} b {{name}}");
        assertThat(messageOf("{name} [as] C:\\it is")).isEqualTo("{name} [as] C:\\it is");
    }

    @Test
    void aWaiverSuppresses() throws IOException {
        JsonNode result = run(Samples.of(report, List.of(Samples.waived(report, "legacy-volumes"))))
                .get("results")
                .get(0);
        JsonNode suppression = result.get("suppressions").get(0);
        assertThat(text(suppression, "status")).isEqualTo("accepted");
        assertThat(text(suppression, "justification")).contains("Jana Müller (CISO) until 2026-12-31");
        assertThat(text(result, "properties", "waiver")).isEqualTo("legacy-volumes");
        assertThat(text(result, "properties", "owner")).isEqualTo("team-7@example.org");
    }

    private String messageOf(String message) throws IOException {
        return text(
                run(Samples.of(report, List.of(Samples.saying(report, message))))
                        .get("results")
                        .get(0),
                "message",
                "text");
    }

    private List<JsonNode> results() throws IOException {
        return StreamSupport.stream(run(report).get("results").spliterator(), false)
                .toList();
    }

    private JsonNode run(AssessmentReport of) throws IOException {
        return JsonMapper.shared().readTree(written(of).toFile()).get("runs").get(0);
    }

    private Path written(AssessmentReport of) throws IOException {
        return ReportFiles.write(of, List.of(new SarifLog()), folder).getFirst();
    }

    private static String text(JsonNode node, String... path) {
        return Stream.of(path)
                .reduce(node, JsonNode::get, (first, second) -> second)
                .stringValue();
    }
}
