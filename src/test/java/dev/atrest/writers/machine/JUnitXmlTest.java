package dev.atrest.writers.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.FindingStatus;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.BigReport;
import dev.atrest.writers.MemoryReport;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.SampleReport;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JUnitXmlTest {

    private final MemoryReport report = SampleReport.enterprise();

    @TempDir
    private Path folder;

    @Test
    void theFileHasWhatReadersOfJUnitXmlDemandAndNothingTheyDoNotKnow() throws Exception {
        var schema = SchemaFactory.newDefaultInstance().newSchema(JUnitXmlTest.class.getResource("junit.xsd"));
        for (AssessmentReport each : List.of(report, SampleReport.empty(), SampleReport.onlyGaps(), new BigReport(3))) {
            schema.newValidator().validate(new StreamSource(written(each).toFile()));
        }
    }

    @Test
    void surefiresParserReadsASuiteForEveryRuleWithItsFigures() throws Exception {
        List<ReportTestSuite> suites = suites(report);
        assertThat(suites.stream().map(ReportTestSuite::getFullClassName))
                .containsExactlyInAnyOrderElementsOf(report.countsByRule().keySet());
        assertThat(suites).allSatisfy(suite -> {
            StatusCounts counts = report.countsByRule().get(suite.getFullClassName());
            assertThat(suite.getNumberOfTests()).isEqualTo((int) counts.total());
            assertThat(suite.getNumberOfFailures()).isEqualTo((int) counts.fail());
            assertThat(suite.getNumberOfSkipped()).isEqualTo((int) (counts.notAssessed() + counts.waived()));
            assertThat(suite.getTestCases().stream().filter(ReportTestCase::hasFailure))
                    .hasSize((int) counts.fail());
        });
    }

    @Test
    void aFailureSaysWhatIsWrongAndHowToMendIt() throws Exception {
        ReportTestCase failure = suites(report).stream()
                .flatMap(suite -> suite.getTestCases().stream())
                .filter(ReportTestCase::hasFailure)
                .filter(test -> test.getName().contains(":volume/"))
                .findFirst()
                .orElseThrow();
        assertThat(failure.getFailureMessage()).endsWith("default encryption is AES256 with an AWS key");
        assertThat(failure.getFailureType()).isIn("CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL");
        assertThat(failure.getFailureDetail()).contains("\n");
    }

    @Test
    void whatIsSkippedSaysWhy() throws Exception {
        assertThat(Files.readString(written(report)))
                .contains("<skipped message=\"NOT_ASSESSED encryption (s3:GetBucketEncryption: AccessDenied)\">")
                .contains("<skipped message=\"WAIVED Accepted by ");
        assertThat(Files.readString(written(Samples.of(report, List.of(Samples.waived(report, "legacy-volumes"))))))
                .contains("<skipped message=\"WAIVED Accepted by Jana Müller (CISO) until 2026-12-31: ");
    }

    @Test
    void charactersThatXmlForbidsAreShownAsTheirCodes() throws Exception {
        String name = SampleReport.CONTROL_CHARACTERS + "\uffff\ud83d" + SampleReport.EMOJI_AND_SCRIPTS + "]]><x/>";
        var failing = Samples.of(report, List.of(Samples.saying(report, name)));
        assertThat(failing.summary().findings(FindingStatus.FAIL)).isEqualTo(1);
        String message = suites(failing).getFirst().getTestCases().getFirst().getFailureMessage();
        assertThat(message)
                .isEqualTo("a\u2400b\u2407c\u241b[31md[U+009B]e[U+FFFF][U+D83D]" + SampleReport.EMOJI_AND_SCRIPTS
                        + "]]><x/>");
    }

    private List<ReportTestSuite> suites(AssessmentReport of) throws Exception {
        try (var reader = new InputStreamReader(Files.newInputStream(written(of)), StandardCharsets.UTF_8)) {
            var parser = new TestSuiteXmlParser(new NullConsoleLogger());
            List<ReportTestSuite> suites = parser.parse(reader);
            assertThat(parser.isValid()).isTrue();
            return suites;
        }
    }

    private Path written(AssessmentReport of) throws IOException {
        return ReportFiles.write(of, List.of(new JUnitXml()), folder).getFirst();
    }
}
