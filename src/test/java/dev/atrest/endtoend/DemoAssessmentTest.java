package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.endtoend.DemoExpectations.Case;
import dev.atrest.endtoend.ExpectedCoverage.Place;
import dev.atrest.model.FindingStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** The demo estate, assessed by the real job over HTTP, against what an independent reading of the estate expects. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Assessing.SPRING_BATCH)
class DemoAssessmentTest {

    private Assessing.Result result;

    @BeforeAll
    void assess(@TempDir Path folder) throws IOException {
        try (var aws = EmbeddedAws.start(Estate.load(Assessing.DEMO_ESTATE))) {
            result = new Assessing(folder).assess(aws, Assessing.EVERYTHING);
            assertReportsAreTheOwnersOnly();
        }
    }

    private void assertReportsAreTheOwnersOnly() throws IOException {
        try (var files = Files.list(result.reports())) {
            assertThat(files.toList())
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .containsExactlyInAnyOrder(
                            "findings.jsonl",
                            "coverage.jsonl",
                            "backlog.csv",
                            "report.html",
                            "report.xlsx",
                            "report.pdf");
        }
        try (var files = Files.list(result.reports())) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void theFindingsAreThoseOfAnIndependentReading() {
        Map<Case, FindingStatus> expected = DemoExpectations.findings(Assessing.DEMO_ESTATE);

        assertThat(Differences.between(expected, result.statuses())).isEmpty();
    }

    @Test
    void theResourcesAreThoseOfAnIndependentReading() {
        var expected = DemoExpectations.resources(Assessing.DEMO_ESTATE).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> (long) entry.getValue()));

        assertThat(Differences.between(expected, result.summary().resources())).isEmpty();
    }

    @Test
    void theCoverageIsThatOfAnIndependentReading() {
        var expected = DemoExpectations.coverage(Assessing.DEMO_ESTATE).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue));
        var found = result.coverage().stream()
                .collect(Collectors.toMap(
                        row -> new Place(row.accountId(), row.region(), row.type()).toString(), row -> row.status()));

        assertThat(Differences.between(expected, found)).isEmpty();
    }

    @Test
    void findingsAreOrderedByResourceAndRule() {
        assertThat(result.findings())
                .isSortedAccordingTo(Comparator.comparing(
                                (JsonNode finding) -> finding.get("resourceArn").asString())
                        .thenComparing(finding -> finding.get("ruleId").asString()));
    }

    @Test
    void whatWasNotAssessedNamesTheCallAndItsError() {
        assertThat(result.findings())
                .filteredOn(finding -> finding.get("status").asString().equals("NOT_ASSESSED"))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.get("unread"))
                        .isNotEmpty()
                        .allSatisfy(unread -> {
                            assertThat(unread.get("call").asString()).matches("[a-z0-9]+:[A-Za-z]+");
                            assertThat(unread.get("error").asString()).isNotBlank();
                        }));
    }

    @Test
    void nothingPassesOrFailsOnAnUnreadFact() {
        assertThat(result.findings())
                .filteredOn(finding -> !finding.get("status").asString().equals("NOT_ASSESSED"))
                .allSatisfy(finding -> assertThat(finding.get("unread")).isEmpty());
    }
}
