package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCatalogTest {

    @TempDir
    Path directory;

    @Test
    void aRuleSaysWhatItsFileSays() {
        var rule =
                Catalogs.of(directory, Catalogs.RULE).find("bucket-encrypted").orElseThrow();

        assertThat(rule.severity()).isEqualTo(Severity.HIGH);
        assertThat(rule.require())
                .isEqualTo(
                        "resource.encryption.algorithm != \"NONE\" && resource.encryption.key.manager == \"CUSTOMER\"");
        assertThat(rule.remediation())
                .isEqualTo(new Rule.Remediation(Rule.Effort.LOW, "Encrypt it.", "aws", "resource"));
        assertThat(rule.controls()).isEqualTo(Map.of("house", List.of("H1")));
        assertThat(rule.file()).isEqualTo("rules/rule.yml");
    }

    @Test
    void theDigestFollowsWhatIsSaidAndNotHowItIsLaidOut() throws IOException {
        String before = Catalogs.of(directory, Catalogs.RULE).digest();

        assertThat(before).matches("[0-9a-f]{64}");
        assertThat(Catalogs.of(
                                directory,
                                "# a comment\n"
                                        + Catalogs.RULE.replace(
                                                "title: Buckets are encrypted", "title:   'Buckets are encrypted'"))
                        .digest())
                .isEqualTo(before);
        assertThat(Catalogs.of(directory, Catalogs.RULE.replace("!= \"NONE\"", "!= \"none\""))
                        .digest())
                .isNotEqualTo(before);

        Catalogs.of(directory, Catalogs.RULE);
        Files.move(directory.resolve("rules/rule.yml"), directory.resolve("rules/renamed.yml"));
        assertThat(RuleCatalog.load(directory).digest()).isEqualTo(before);
        Files.writeString(
                directory.resolve("settings.yml"), Catalogs.SETTINGS.replace("rotationDays: 365", "rotationDays: 90"));
        assertThat(RuleCatalog.load(directory).digest()).isNotEqualTo(before);
    }

    @Test
    void settingsAreTypedByTheirValuesAndDecide() throws IOException {
        var catalog = Catalogs.requiring(
                directory,
                "S3Bucket",
                "true",
                "settings.rotationDays == 365 && settings.trustedAccounts == ['444455556666']"
                        + " && settings.slaDays.HIGH == 30 && assessment.time > timestamp('2026-01-01T00:00:00Z')",
                "{name}");

        assertThat(new Evaluation(catalog, Resources.NO_KEYS, Inventory.NOTHING, Resources.TIME)
                        .evaluate(Resources.bucket(Resources.encryption("AES256", ""), Resources.tags(Map.of()))))
                .singleElement()
                .extracting(finding -> finding.status().name())
                .isEqualTo("PASS");
        assertThat(catalog.settings().slaDays(Severity.HIGH)).isEqualTo(30);
    }

    @Test
    void aSnapshotMayBeSharedWithTheAccountsThatTheSettingsTrust() {
        var catalog = Catalogs.requiring(
                directory,
                "EbsSnapshot",
                "true",
                RuleCatalog.load(Path.of("config"))
                        .find("ebs-snapshot-shared-with-trusted-accounts-only")
                        .orElseThrow()
                        .require(),
                "shared with {sharedWith}");

        assertThat(sharedWith(catalog, "444455556666")).isEqualTo("PASS shared with 444455556666");
        assertThat(sharedWith(catalog, "444455556666", "777788889999"))
                .isEqualTo("FAIL shared with 444455556666, 777788889999");
        assertThat(sharedWith(catalog)).isEqualTo("PASS shared with none");
    }

    private static String sharedWith(RuleCatalog catalog, String... accounts) {
        var facts = new FactSheet(
                Map.of("tags", Map.of(), "sharedWith", List.of(accounts)),
                Map.of(),
                Map.of("", "ec2:DescribeSnapshots"));
        var finding = new Evaluation(catalog, Resources.NO_KEYS, Inventory.NOTHING, Resources.TIME)
                .evaluate(Resources.resource(ResourceType.EBS_SNAPSHOT, "snap-1", facts))
                .getFirst();
        return finding.status() + " " + finding.message();
    }

    @Test
    void anExampleThatDoesNotGiveWhatTheDecisionReadsProvesNothing() {
        var catalog = Catalogs.of(
                directory,
                Catalogs.RULE.replace("{ algorithm: AES256, key: { manager: CUSTOMER } }", "{ algorithm: AES256 }"));

        assertThat(catalog.runExamples())
                .filteredOn(result -> result.kind() == ExampleResult.Kind.PASS)
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.ok()).isFalse();
                    assertThat(result.explanation())
                            .isEqualTo("the decision reads encryption.key, which the example does not give");
                });
    }

    @Test
    void anExampleThatNamesAKeyWithoutItsFactsProvesNothing() {
        var catalog = Catalogs.of(directory, Catalogs.RULE.replace("{ manager: CUSTOMER }", "{ id: arn }"));

        assertThat(catalog.runExamples().getFirst().explanation())
                .isEqualTo("the decision reads encryption.key.manager, which the example does not give");
    }

    @Test
    void anExampleThatIsJudgedOtherwiseSaysHow() {
        var catalog = Catalogs.of(directory, Catalogs.RULE.replace("algorithm: AES256", "algorithm: NONE"));

        assertThat(catalog.runExamples().getFirst())
                .isEqualTo(new ExampleResult(
                        "bucket-encrypted",
                        ExampleResult.Kind.PASS,
                        1,
                        false,
                        "expected pass, but the rule says fail: example has NONE"));
    }

    @Test
    void manyThreadsGetTheSameFindings() throws Exception {
        var evaluation = new Evaluation(
                RuleCatalog.load(Path.of("config")),
                Resources.knowing(Resources.CUSTOMER_KEY),
                Inventory.NOTHING,
                Resources.TIME);
        Callable<List<Finding>> task = () -> evaluation.evaluate(Resources.bucket(
                Resources.encryption("aws:kms", "alias/data"),
                Resources.tags(Map.of("DataProtectionClass", "CONFIDENTIAL"))));
        var expected = task.call();

        assertThat(expected).extracting(Finding::ruleId).isSorted().contains("s3-bucket-key-usable");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(
                    IntStream.range(0, 500).mapToObj(_ -> task).toList())) {
                assertThat(result.get()).isEqualTo(expected);
            }
        }
    }
}
