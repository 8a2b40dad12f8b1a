package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * The same estate, in which every rule passes and fails, in each partition. What is found differs in ARNs and regions alone: with
 * those put back, findings, coverage and backlog are those of the partition aws.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Assessing.SPRING_BATCH)
class PartitionsAssessmentTest {

    private static final Path ESTATE = Path.of("src/test/resources/estates/every-rule.yml");

    private final Map<Place, Outcome> outcomes = new HashMap<>();

    /** A partition, one of its regions, and the domain of its console. */
    enum Place {
        AWS("aws", "eu-central-1", "console.aws.amazon.com"),
        AWS_US_GOV("aws-us-gov", "us-gov-east-1", "console.amazonaws-us-gov.com"),
        AWS_CN("aws-cn", "cn-northwest-1", "console.amazonaws.cn");

        private final String partition;
        private final String region;
        private final String console;

        Place(String partition, String region, String console) {
            this.partition = partition;
            this.region = region;
            this.console = console;
        }

        String moved(String estate) {
            return "partition: " + partition + "\n"
                    + estate.replace("arn:aws:", "arn:" + partition + ":").replace("eu-central-1", region);
        }

        String putBack(String text) {
            return text.replace("arn:" + partition + ":", "arn:aws:")
                    .replace(region, "eu-central-1")
                    .replace(console, "console.aws.amazon.com");
        }
    }

    /**
     * @param files the reports that are lines of text, without what differs from run to run
     * @param calls operations and how often each was called
     */
    private record Outcome(
            List<JsonNode> findings, List<Coverage> coverage, Map<String, List<String>> files, Map<String, Long> calls) {}

    @BeforeAll
    void assess(@TempDir Path folder) throws IOException {
        for (Place place : Place.values()) {
            try (var aws = EmbeddedAws.start(Estate.parse(place.moved(Files.readString(ESTATE))))) {
                var result = new Assessing(folder.resolve(place.partition), List.of(), place.region)
                        .assess(aws, Assessing.EVERYTHING);
                outcomes.put(place, new Outcome(result.findings(), result.coverage(), Map.of(), Map.of()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFindingsAreThoseOfThePartitionAws(Place place) {
        assertThat(outcomes.get(place).findings.stream().map(finding -> place.putBack(told(finding))))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(outcomes.get(Place.AWS).findings.stream()
                        .map(PartitionsAssessmentTest::told)
                        .toList());
    }

    private static String told(JsonNode finding) {
        var object = ((tools.jackson.databind.node.ObjectNode) finding).deepCopy();
        object.remove("provenance");
        return object.toString();
    }
}
