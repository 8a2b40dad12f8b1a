package dev.atrest.writers.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.ControlResult;
import dev.atrest.model.FindingStatus;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.BigReport;
import dev.atrest.writers.MemoryReport;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.SampleReport;
import gov.nist.secauto.metaschema.core.configuration.DefaultConfiguration;
import gov.nist.secauto.metaschema.core.model.validation.IValidationResult;
import gov.nist.secauto.metaschema.core.model.validation.JsonSchemaContentValidator;
import gov.nist.secauto.oscal.lib.OscalBindingContext;
import gov.nist.secauto.oscal.lib.model.AssessmentResults;
import gov.nist.secauto.oscal.lib.model.Observation;
import gov.nist.secauto.oscal.lib.model.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OscalResultsTest {

    @TempDir
    private Path folder;

    @Test
    void theDocumentIsWhatThePublishedSchemaSays() throws IOException {
        JsonSchemaContentValidator schema;
        try (var text = OscalBindingContext.class.getResourceAsStream("/schema/json/oscal-ar_schema.json")) {
            schema = new JsonSchemaContentValidator(text);
        }
        for (AssessmentReport report : reports()) {
            Path file = written(report);
            try (var document = Files.newInputStream(file)) {
                assertThat(objections(schema.validate(document, file.toUri()))).isEmpty();
            }
        }
    }

    /** Some constraints follow the results to the plan, and from there to the catalogue: both are the organisation's. */
    @Test
    void oscalsOwnLibraryFindsNoConstraintBroken() throws IOException {
        for (String planned : List.of("assessment-plan", "system-security-plan", "profile", "catalog")) {
            try (var document = OscalResultsTest.class.getResourceAsStream("oscal/" + planned + ".oscal.json")) {
                Files.copy(document, folder.resolve(planned + ".oscal.json"));
            }
        }
        for (AssessmentReport report : List.of(SampleReport.enterprise(), SampleReport.onlyGaps())) {
            assertThat(objections(OscalBindingContext.newInstance()
                            .validateWithConstraints(written(report).toUri(), new DefaultConfiguration<>())))
                    .isEmpty();
        }
    }

    private static List<String> objections(IValidationResult result) {
        List<String> objections = result.getFindings().stream()
                .map(finding -> finding.getSeverity() + " " + finding.getPath() + ": " + finding.getMessage())
                .toList();
        assertThat(result.isPassing()).isEqualTo(objections.isEmpty());
        return objections;
    }

    @Test
    void oscalsOwnLibraryReadsEveryDecidedControlAsAFinding() throws IOException {
        MemoryReport report = SampleReport.enterprise();
        Result result = read(report).getResults().getFirst();
        List<ControlResult> decided = report.controlResults().stream()
                .filter(control -> Set.of("FAIL", "NOT_ASSESSED", "PASS")
                        .contains(control.result().name()))
                .toList();
        assertThat(result.getFindings()).hasSameSizeAs(decided);
        assertThat(result.getFindings().stream()
                        .filter(finding ->
                                finding.getTarget().getStatus().getState().equals("satisfied")))
                .hasSize((int) decided.stream()
                        .filter(control -> control.result() == ControlResult.Result.PASS)
                        .count());
        Set<UUID> observations =
                result.getObservations().stream().map(Observation::getUuid).collect(Collectors.toSet());
        assertThat(observations).hasSameSizeAs(report.countsByRule().keySet());
        assertThat(result.getFindings())
                .allSatisfy(finding -> assertThat(finding.getRelatedObservations())
                        .isNotEmpty()
                        .allSatisfy(related -> assertThat(observations).contains(related.getObservationUuid())));
    }

    @Test
    void everySubjectIsAnItemOfTheInventoryWithItsArn() throws IOException {
        MemoryReport report = SampleReport.enterprise();
        Result result = read(report).getResults().getFirst();
        var items = result.getLocalDefinitions().getInventoryItems();
        assertThat(items.stream()
                        .flatMap(item -> item.getProps().stream())
                        .filter(property -> property.getName().equals("asset-id"))
                        .map(property -> property.getValue()))
                .containsExactlyInAnyOrderElementsOf(report.allFindings().stream()
                        .filter(finding -> finding.status() != FindingStatus.PASS)
                        .map(finding -> OscalText.string(finding.resourceArn()))
                        .collect(Collectors.toSet()));
        Set<UUID> known = items.stream().map(item -> item.getUuid()).collect(Collectors.toSet());
        assertThat(result.getObservations().stream()
                        .filter(observation -> observation.getSubjects() != null)
                        .flatMap(observation -> observation.getSubjects().stream())
                        .map(subject -> subject.getSubjectUuid()))
                .isNotEmpty()
                .isSubsetOf(known);
    }

    @Test
    void theSameReportIsTheSameDocument() throws IOException {
        String first = Files.readString(written(SampleReport.enterprise()));
        assertThat(Files.readString(written(SampleReport.enterprise()))).isEqualTo(first);
    }

    @Test
    void textThatIsNotOursIsShownAndNotObeyed() {
        assertThat(OscalText.markup("<b>bold</b> [x](http://evil.example)\n# y"))
                .isEqualTo("\\<b\\>bold\\</b\\> \\[x\\](http://evil.example) \\# y");
        assertThat(OscalText.string("\u3000 \u2028")).isEqualTo("-");
        assertThat(OscalText.string("half\ud83d")).isEqualTo("half[U+D83D]");
        assertThat(OscalText.token("cis-aws-foundations@7.0.0_3.1.4")).isEqualTo("cis-aws-foundations-7.0.0_3.1.4");
        assertThat(OscalText.token("3.1 x")).isEqualTo("_3.1-x");
    }

    private static List<AssessmentReport> reports() {
        return List.of(SampleReport.enterprise(), SampleReport.empty(), SampleReport.onlyGaps(), new BigReport(3));
    }

    private AssessmentResults read(AssessmentReport report) throws IOException {
        return OscalBindingContext.newInstance().loadAssessmentResults(written(report));
    }

    private Path written(AssessmentReport report) throws IOException {
        return ReportFiles.write(report, List.of(new OscalResults()), folder).getFirst();
    }
}
