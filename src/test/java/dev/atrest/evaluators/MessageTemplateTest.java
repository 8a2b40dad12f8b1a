package dev.atrest.evaluators;

import static dev.atrest.evaluators.Resources.NO_KEYS;
import static dev.atrest.evaluators.Resources.TIME;
import static dev.atrest.evaluators.Resources.bucket;
import static dev.atrest.evaluators.Resources.encryption;
import static dev.atrest.evaluators.Resources.tags;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Fact;
import dev.atrest.model.Finding;
import dev.atrest.model.Resource;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplateTest {

    private static final Resource BUCKET = bucket(encryption("AES256", ""), tags(Map.of("Owner", "me")));

    @TempDir
    Path directory;

    @Test
    void factsStandInBracesWithOrWithoutResource() {
        assertThat(message(
                        "S3Bucket {name} in {region}: {resource.encryption.algorithm}, {encryption.bucketKeyEnabled}",
                        BUCKET))
                .isEqualTo("S3Bucket ledger in eu-central-1: AES256, false");
    }

    @Test
    void anyExpressionThatGivesTextOrANumberStandsInBraces() {
        assertThat(message(
                        "{resource.encryption.algorithm == \"NONE\" ? \"open {\" : \"closed }\"}, {size(resource.tags)} tags,"
                                + " limit {settings.rotationDays}",
                        BUCKET))
                .isEqualTo("closed }, 1 tags, limit 365");
    }

    @Test
    void whatIsEmptyReadsNone() {
        assertThat(message("{name} has the policy {policy}", BUCKET)).isEqualTo("ledger has the policy none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name} logs: {logging.enabled}",
                "{name} logs {resource.logging.enabled ? \"on\" : \"off\"}",
                "{name}, {\"which logs to \" + resource.logging.targetBucket}"
            })
    void aSentenceThatWouldTellWhatWasNotReadGivesWayToTheDecision(String template) {
        var finding = finding(template, BUCKET);

        assertThat(finding.message()).isEqualTo("ledger meets the rule 'The rule'");
        assertThat(finding.evidence()).isEmpty();
    }

    @Test
    void anAdditionIsLeftOutWhereItIsNotKnown() {
        assertThat(message(
                        "{name}{?\" logs to \" + resource.logging.targetBucket}{?\" in \" + resource.region}", BUCKET))
                .isEqualTo("ledger in eu-central-1");
        assertThat(message("{name}{?resource.encryption.bucketKeyEnabled ? \" with\" : \"\"}.", BUCKET))
                .isEqualTo("ledger.");
    }

    @Test
    void namesAndTagsAreKeptToOneLineWithoutTricks() {
        var hostile = bucket(
                "a\r\nb\u0000c\u202Egnp\u2028d {policy} ${jndi:x}",
                encryption("AES256", ""),
                tags(Map.of("Owner", "x\n".repeat(1000))),
                Fact.known("", "s3:GetBucketPolicy"));

        assertThat(message("{name}", hostile)).isEqualTo("a b c gnp d {policy} ${jndi:x}");
        assertThat(message("{resource.tags[\"Owner\"]}", hostile))
                .hasSize(200)
                .doesNotContain("\n")
                .endsWith("…");
    }

    private String message(String template, Resource resource) {
        return finding(template, resource).message();
    }

    private Finding finding(String template, Resource resource) {
        var catalog = Catalogs.requiring(directory, "S3Bucket", "true", "true", template);
        return new Evaluation(catalog, NO_KEYS, Inventory.NOTHING, TIME)
                .evaluate(resource)
                .getFirst();
    }
}
