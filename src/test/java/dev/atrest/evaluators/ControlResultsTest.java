package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.ControlResult;
import dev.atrest.model.ControlResult.Result;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.StatusCounts;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlResultsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, NOT_APPLICABLE",
        "5, 0, 0, 0, PASS",
        "5, 1, 2, 3, FAIL",
        "5, 0, 2, 3, NOT_ASSESSED",
        "5, 0, 0, 3, PASS",
        "0, 0, 0, 3, PASS",
    })
    void theWorstOfTheFindingsIsTheResult(long pass, long fail, long notAssessed, long waived, Result expected) {
        var counts = new StatusCounts(pass, fail, notAssessed, waived);
        var catalog = Catalogs.of(directory, Catalogs.RULE);

        var results =
                ControlResults.of(catalog.frameworks(), catalog.rules(), Map.of("bucket-encrypted", counts), Set.of());

        assertThat(results).extracting(result -> result.control().id()).containsExactly("H1", "H2", "H3");
        assertThat(results)
                .extracting(ControlResult::result)
                .containsExactly(expected, Result.MANUAL, Result.OUT_OF_SCOPE);
        assertThat(results.getFirst().ruleIds()).containsExactly("bucket-encrypted");
        assertThat(results.getFirst().counts()).isEqualTo(counts);
    }

    @Test
    void whatWasNotListedMayBeWhatTheControlIsAbout() {
        var catalog = Catalogs.of(directory, Catalogs.RULE);
        ResourceType type = catalog.rules().getFirst().resource();

        assertThat(results(catalog, Map.of(), Set.of(type)))
                .containsExactly(Result.NOT_ASSESSED, Result.MANUAL, Result.OUT_OF_SCOPE);
        assertThat(results(catalog, Map.of(), EnumSet.complementOf(EnumSet.of(type))))
                .startsWith(Result.NOT_APPLICABLE);
        var passed = Map.of("bucket-encrypted", StatusCounts.of(FindingStatus.PASS, 1));
        assertThat(results(catalog, passed, Set.of(type))).startsWith(Result.PASS);
    }

    private static List<Result> results(
            RuleCatalog catalog, Map<String, StatusCounts> counts, Set<ResourceType> unlisted) {
        return ControlResults.of(catalog.frameworks(), catalog.rules(), counts, unlisted).stream()
                .map(ControlResult::result)
                .toList();
    }

    @Test
    void aManualControlStaysManualAndShowsWhatTheRulesThatSupportItFound() {
        var catalog = Catalogs.of(directory, Catalogs.RULE.replace("[H1]", "[H1, H2]"));
        var failed = StatusCounts.of(FindingStatus.FAIL, 4);

        var manual = ControlResults.of(
                        catalog.frameworks(), catalog.rules(), Map.of("bucket-encrypted", failed), Set.of())
                .get(1);

        assertThat(manual.result()).isEqualTo(Result.MANUAL);
        assertThat(manual.counts()).isEqualTo(failed);
    }

    @Test
    void theShippedRulesMeetTheControlsThatTheyName() {
        var catalog = ShippedRules.CATALOG;
        var all = new HashSet<Map.Entry<String, List<String>>>();
        ControlResults.of(catalog.frameworks(), catalog.rules(), Map.of(), Set.of())
                .forEach(result -> all.add(Map.entry(
                        result.framework().id() + " " + result.control().id(), result.ruleIds())));

        assertThat(all)
                .contains(
                        Map.entry(
                                "cis-aws-foundations@7.0.0 3.1.4",
                                List.of("s3-account-block-public-access", "s3-bucket-block-public-access")),
                        Map.entry("cis-aws-foundations@7.0.0 6.1.1", List.of("ebs-encryption-by-default")),
                        Map.entry("cis-aws-foundations@4.0.1 5.1.1", List.of("ebs-encryption-by-default")),
                        Map.entry("cis-aws-foundations@3.0.0 2.2.1", List.of("ebs-encryption-by-default")),
                        Map.entry("cis-aws-foundations@5.0.0 3.6", List.of("kms-key-rotation-enabled")),
                        Map.entry(
                                "cis-aws-foundations@1.5.0 2.1.1",
                                List.of("s3-bucket-confidential-customer-key", "s3-bucket-internal-encrypted")),
                        Map.entry("cis-aws-foundations@1.5.0 3.10", List.of("cloudtrail-logs-object-writes")),
                        Map.entry("cis-aws-foundations@1.5.0 3.6", List.of("cloudtrail-bucket-access-logged")),
                        Map.entry("cis-aws-three-tier@1.0.0 1.9", List.of()),
                        Map.entry("enterprise-data-encryption E11", List.of("kms-key-not-pending-deletion")));
    }
}
