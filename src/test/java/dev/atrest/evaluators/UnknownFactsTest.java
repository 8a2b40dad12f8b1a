package dev.atrest.evaluators;

import static dev.atrest.evaluators.Resources.bucket;
import static dev.atrest.evaluators.Resources.encryption;
import static dev.atrest.evaluators.Resources.tags;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Fact;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.UnreadFact;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bucket of these tests: encryption is known (AES256), tags and logging are not. */
class UnknownFactsTest {

    private static final String UNREAD = "resource.logging.enabled";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "UNREAD, NOT_ASSESSED",
        "!UNREAD, NOT_ASSESSED",
        "UNREAD && true, NOT_ASSESSED",
        "UNREAD && false, FAIL",
        "false && UNREAD, FAIL",
        "true && UNREAD, NOT_ASSESSED",
        "UNREAD || true, PASS",
        "true || UNREAD, PASS",
        "UNREAD || false, NOT_ASSESSED",
        "UNREAD == UNREAD, NOT_ASSESSED",
        "'UNREAD ? true : true', NOT_ASSESSED",
        "'true ? true : UNREAD', PASS",
        "'\"Owner\" in resource.tags', NOT_ASSESSED",
        "'resource.tags.all(key, key != \"\")', NOT_ASSESSED",
        "'resource.tags[\"Owner\"] == \"me\"', NOT_ASSESSED",
        "'has(resource.tags.Owner)', NOT_ASSESSED",
        "'size(resource.tags) == 0', NOT_ASSESSED",
        "'resource.tags == {}', NOT_ASSESSED",
        "'resource.dataProtectionClass == \"PUBLIC\"', NOT_ASSESSED",
        "'resource.classification.valid', NOT_ASSESSED",
        "'[\"a\", \"b\"].exists(x, x == \"b\" || UNREAD)', PASS",
        "'[\"a\", \"b\"].all(x, x == \"b\" && UNREAD)', FAIL",
        "'cel.bind(log, UNREAD, log || true)', PASS",
        "'cel.bind(log, UNREAD, log && true)', NOT_ASSESSED",
        // A rule's own error is no verdict, unless the other side decides.
        "1 / (size(resource.name) - 6) == 1, NOT_ASSESSED",
        "1 / (size(resource.name) - 6) == 1 || true, PASS",
        "1 / (size(resource.name) - 6) == 1 && false, FAIL",
        "1 / (size(resource.name) - 6) == 1 || UNREAD, NOT_ASSESSED",
    })
    void anUnreadFactDecidesNothingAndHindersNoDecision(String require, FindingStatus expected) {
        assertThat(judge("true", require).orElseThrow().status()).isEqualTo(expected);
    }

    @Test
    void aRuleThatMayOrMayNotApplyIsNotAssessed() {
        assertThat(judge(UNREAD, "true").orElseThrow().status()).isEqualTo(FindingStatus.NOT_ASSESSED);
        assertThat(judge(UNREAD, "false").orElseThrow().status()).isEqualTo(FindingStatus.NOT_ASSESSED);
        assertThat(judge(UNREAD + " && false", "false")).isEmpty();
        assertThat(judge(UNREAD + " || true", "false").orElseThrow().status()).isEqualTo(FindingStatus.FAIL);
    }

    @Test
    void theFindingNamesEveryUnreadFactWithItsCallAndError() {
        var finding = judge("true", UNREAD + " && resource.dataProtectionClass == 'PUBLIC'")
                .orElseThrow();

        assertThat(finding.unread())
                .containsExactly(
                        new UnreadFact("dataProtectionClass", "s3:GetBucketTagging", "AccessDenied"),
                        new UnreadFact("logging", "s3:GetBucketLogging", "AccessDenied"));
        assertThat(finding.message())
                .isEqualTo("ledger: not assessed, because dataProtectionClass could not be read"
                        + " (s3:GetBucketTagging: AccessDenied) and 1 more");
        assertThat(finding.dataProtectionClass()).isEmpty();
    }

    @Test
    void aDecidedFindingNamesNoUnreadFact() {
        assertThat(judge("true", UNREAD + " || true").orElseThrow().unread()).isEmpty();
    }

    @Test
    void anErrorInARuleSaysSoInStableWords() {
        var finding = judge("true", "1 / (size(resource.name) - 6) == 1").orElseThrow();

        assertThat(finding.unread()).containsExactly(new UnreadFact("rule", "atrest", "DIVIDE_BY_ZERO"));
        assertThat(finding.message())
                .isEqualTo("ledger: not assessed, because rule could not be used (DIVIDE_BY_ZERO)");
    }

    @Test
    void aFactThatTheInventoryLacksOrGarblesIsNoVerdict() {
        var evaluation = evaluation("true", "resource.versioning.mfaDelete");

        var lacking = new FactSheet(Map.of("versioning", Map.of("status", "Enabled")), Map.of(), Map.of());
        assertThat(finding(evaluation, lacking).unread())
                .containsExactly(new UnreadFact("versioning.mfaDelete", "atrest", "FactMissing"));

        var garbled = new FactSheet(Map.of("versioning", Map.of("mfaDelete", "yes")), Map.of(), Map.of());
        assertThat(finding(evaluation, garbled).unread())
                .containsExactly(new UnreadFact("versioning.mfaDelete", "atrest", "FactInvalid"));

        var flattened = new FactSheet(Map.of("versioning", "Enabled"), Map.of(), Map.of());
        assertThat(finding(evaluation, flattened).unread())
                .containsExactly(new UnreadFact("versioning", "atrest", "FactInvalid"));
    }

    private static Finding finding(Evaluation evaluation, FactSheet facts) {
        List<Finding> findings = evaluation.evaluate(Resources.resource(ResourceType.S3_BUCKET, "b", facts));
        assertThat(findings).singleElement().extracting(Finding::status).isEqualTo(FindingStatus.NOT_ASSESSED);
        return findings.getFirst();
    }

    private Optional<Finding> judge(String when, String require) {
        var bucket = bucket(encryption("AES256", ""), Fact.unread("s3:GetBucketTagging", "AccessDenied"));
        return evaluation(when, require).evaluate(bucket).stream().findFirst();
    }

    private Evaluation evaluation(String when, String require) {
        var catalog = Catalogs.requiring(
                directory, "S3Bucket", when.replace("UNREAD", UNREAD), require.replace("UNREAD", UNREAD), "{name}");
        return new Evaluation(catalog, Resources.NO_KEYS, Inventory.NOTHING, Resources.TIME);
    }

    @Test
    void whatIsReadIsDecided() {
        var bucket = bucket(encryption("AES256", ""), tags(Map.of("Owner", "me")));
        var findings = evaluation("true", "resource.tags['Owner'] == 'me'").evaluate(bucket);

        assertThat(findings).singleElement().extracting(Finding::status).isEqualTo(FindingStatus.PASS);
    }
}
