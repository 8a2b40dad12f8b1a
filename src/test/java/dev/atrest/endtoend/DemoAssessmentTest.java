package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.endtoend.DemoExpectations.Case;
import dev.atrest.endtoend.ExpectedCoverage.Place;
import dev.atrest.jobs.DemoWaivers;
import dev.atrest.jobs.Home;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.WaiverUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
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

    private final ExpectedWaivers waivers = new ExpectedWaivers(Assessing.DEMO_ESTATE, Assessing.DEMO_WAIVERS);
    private Assessing.Result result;

    @BeforeAll
    void assess(@TempDir Path folder) throws IOException {
        try (var aws = EmbeddedAws.start(Estate.load(Assessing.DEMO_ESTATE))) {
            Path waivers = folder.resolve("waivers");
            DemoWaivers.write(Home.locate(), LocalDate.now(ZoneOffset.UTC), waivers);
            result = new Assessing(folder, List.of(waivers)).assess(aws, Assessing.EVERYTHING);
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
                            "report.pdf",
                            "manifest.json",
                            "manifest.json.sig",
                            "manifest.pub");
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
        Map<Case, FindingStatus> expected = waivers.applied(DemoExpectations.findings(Assessing.DEMO_ESTATE));

        assertThat(Differences.between(expected, result.statuses())).isEmpty();
    }

    @Test
    void eachWaiverCoversAsManyFailuresAsAnIndependentReadingSays() {
        Map<String, Long> expected = waivers.counts(DemoExpectations.findings(Assessing.DEMO_ESTATE));
        var found = result.waivers().stream()
                .collect(Collectors.toMap(use -> use.waiver().id(), WaiverUse::findings));

        assertThat(Differences.between(expected, found)).isEmpty();
        assertThat(found.values())
                .as("failures that a waiver of the demo covers")
                .allMatch(count -> count > 0);
        assertThat(result.waivers())
                .extracting(WaiverUse::state)
                .containsOnly(WaiverUse.State.IN_FORCE, WaiverUse.State.EXPIRED, WaiverUse.State.TOO_LONG);
    }

    @Test
    void everyRuleStillFailsSomewhere() {
        assertThat(result.findings())
                .filteredOn(finding -> finding.get("status").asString().equals("WAIVED"))
                .isNotEmpty()
                .extracting(finding -> finding.get("ruleId").asString())
                .allSatisfy(rule -> assertThat(result.findings())
                        .anyMatch(finding -> finding.get("ruleId").asString().equals(rule)
                                && finding.get("status").asString().equals("FAIL")));
    }

    @Test
    void aWaivedFindingTellsItsWaiver() {
        assertThat(result.findings()).allSatisfy(finding -> {
            JsonNode waiver = finding.get("waiver");
            assertThat(waiver.isNull())
                    .isEqualTo(!finding.get("status").asString().equals("WAIVED"));
            if (!waiver.isNull()) {
                assertThat(waiver.propertyNames()).containsExactly("id", "reason", "approver", "ticket", "expires");
                assertThat(result.waivers())
                        .filteredOn(
                                use -> use.waiver().id().equals(waiver.get("id").asString()))
                        .singleElement()
                        .satisfies(use -> assertThat(use.waiver().expires())
                                .hasToString(waiver.get("expires").asString()));
            }
        });
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
