package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.endtoend.DemoExpectations.Case;
import dev.atrest.model.FindingStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The demo estate, assessed by the real job over HTTP, against what an independent reading of the estate expects. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoAssessmentTest {

    private Assessing.Result result;

    @BeforeAll
    void assess(@TempDir Path folder) throws IOException {
        try (var aws = EmbeddedAws.start(Estate.load(Assessing.DEMO_ESTATE))) {
            result = new Assessing(folder).assess(aws, Assessing.EVERYTHING);
        }
    }

    @Test
    void theFindingsAreThoseOfAnIndependentReading() {
        Map<Case, FindingStatus> expected = DemoExpectations.findings(Assessing.DEMO_ESTATE);
        var expectedRules = expected.keySet().stream().map(Case::ruleId).collect(Collectors.toSet());

        var found = new TreeMap<Case, FindingStatus>();
        for (var finding : result.findings()) {
            String rule = finding.get("ruleId").asString();
            if (expectedRules.contains(rule)) {
                found.put(
                        new Case(rule, finding.get("resourceArn").asString()),
                        FindingStatus.valueOf(finding.get("status").asString()));
            }
        }

        var differences = new TreeMap<Case, String>();
        expected.forEach((where, status) -> {
            if (found.get(where) != status) {
                differences.put(where, "expected " + status + ", found " + found.get(where));
            }
        });
        found.forEach((where, status) -> {
            if (!expected.containsKey(where)) {
                differences.put(where, "expected none, found " + status);
            }
        });
        assertThat(differences).isEmpty();
    }
}
