package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.jobs.report.ReportFormat;
import dev.atrest.model.Coverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * The same estate, in which every rule passes and fails, in each partition. What is found differs in ARNs and regions alone: with
 * those put back, findings, coverage and backlog are those of the partition aws.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Assessing.SPRING_BATCH)
class PartitionsAssessmentTest {

    private static final Path ESTATE = Path.of("src/test/resources/estates/every-rule.yml");
    private static final List<ReportFormat> FORMATS = List.of(ReportFormat.JSONL, ReportFormat.CSV, ReportFormat.ASFF);
    private static final Pattern DAYS = Pattern.compile("(?<=(created|deletionDate): )[+-]\\d+d");
    private static final Pattern KEY = Pattern.compile("key/[0-9a-f-]{36}");

    private final String estate = withoutRelativeDays();
    private final Map<Place, Outcome> outcomes = new EnumMap<>(Place.class);

    /** A partition, one of its regions, and the account's settings, which belong to no region, in Security Hub. */
    enum Place {
        AWS("aws", "eu-central-1", "us-east-1"),
        AWS_US_GOV("aws-us-gov", "us-gov-east-1", "us-gov-west-1"),
        AWS_CN("aws-cn", "cn-northwest-1", "cn-north-1");

        private final String partition;
        private final String region;
        private final String globalHome;

        Place(String partition, String region, String globalHome) {
            this.partition = partition;
            this.region = region;
            this.globalHome = globalHome;
        }

        private String moved(String estate) {
            return "partition: " + partition + "\n"
                    + estate.replace("arn:aws:", "arn:" + partition + ":").replace("eu-central-1", region);
        }

        private String putBack(String text) {
            return text.replace("arn:" + partition + ":", "arn:aws:").replace(region, "eu-central-1");
        }
    }

    private record Outcome(Assessing.Result result, List<String> findings) {}

    @BeforeAll
    void assess(@TempDir Path folder) throws IOException {
        for (Place place : Place.values()) {
            try (var aws = EmbeddedAws.start(Estate.parse(place.moved(estate)))) {
                var result = new Assessing(folder.resolve(place.partition), place.region, FORMATS)
                        .assess(aws, Assessing.EVERYTHING);
                outcomes.put(place, new Outcome(result, told(place, result)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFindingsAreThoseOfThePartitionAws(Place place) {
        assertThat(outcomes.get(place).findings)
                .isNotEmpty()
                .noneMatch(finding -> finding.contains("NOT_ASSESSED"))
                .containsExactlyInAnyOrderElementsOf(outcomes.get(Place.AWS).findings);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLeftOutOfTheCoverage(Place place) {
        assertThat(outcomes.get(place).result.coverage())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.status()).as("%s", row).isEqualTo(Coverage.Status.COMPLETE));
        assertThat(covered(place)).isEqualTo(covered(Place.AWS));
    }

    @ParameterizedTest
    @EnumSource
    void noReportSpeaksOfAnotherPartition(Place place) throws IOException {
        Set<String> others = Stream.of(Place.values())
                .filter(other -> other != place)
                .flatMap(other -> Stream.of("arn:" + other.partition + ":", other.region, other.globalHome))
                .collect(Collectors.toSet());
        try (var files = Files.list(outcomes.get(place).result.reports())) {
            for (Path file :
                    files.filter(file -> !file.toString().endsWith(".sig")).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(others);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatBelongsToNoRegionIsToldToTheSecurityHubOfThePartitionsHome(Place place) throws IOException {
        assertThat(Files.readString(outcomes.get(place).result.reports().resolve("findings.asff.jsonl")))
                .contains("\"Region\":\"" + place.globalHome + "\"", "\"Partition\":\"" + place.partition + "\"");
    }

    @Test
    void theBacklogIsAsLongInEachPartition() throws IOException {
        for (Place place : Place.values()) {
            assertThat(backlog(place))
                    .as(place.partition)
                    .hasSize(backlog(Place.AWS).size())
                    .hasSizeGreaterThan(50);
        }
    }

    private List<String> backlog(Place place) throws IOException {
        return Files.readAllLines(outcomes.get(place).result.reports().resolve("backlog.csv"));
    }

    /** Resources by account, region and type. */
    private Map<String, Long> covered(Place place) {
        return outcomes.get(place).result.coverage().stream()
                .collect(Collectors.toMap(
                        row -> row.accountId() + " " + place.putBack(row.region()) + " " + row.type(),
                        Coverage::resources));
    }

    /** As the partition aws would tell it; the ids of AWS's own keys are made from the region. */
    private List<String> told(Place place, Assessing.Result result) {
        Function<MatchResult, String> key =
                found -> estate.contains(found.group().substring("key/".length())) ? found.group() : "key/of-AWS";
        return result.findings().stream()
                .map(finding ->
                        ((ObjectNode) finding.deepCopy()).without("provenance").toString())
                .map(place::putBack)
                .map(text -> KEY.matcher(text).replaceAll(key))
                .toList();
    }

    /** Days are counted from when an estate is loaded, and here three are. */
    private static String withoutRelativeDays() {
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        try {
            return DAYS.matcher(Files.readString(ESTATE))
                    .replaceAll(found -> today.plus(Duration.ofDays(
                                    Integer.parseInt(found.group().replace("d", ""))))
                            .toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
