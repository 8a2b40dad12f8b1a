package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.atrest.evaluators.Explanation.FactRead;
import dev.atrest.evaluators.Explanation.Part;
import dev.atrest.model.Fact;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {

    @TempDir
    Path directory;

    private Evaluation evaluation(String when, String require) {
        return new Evaluation(
                Catalogs.requiring(directory, "S3Bucket", when, require, "{name}"),
                Resources.knowing(Resources.CUSTOMER_KEY),
                Inventory.NOTHING,
                Resources.TIME);
    }

    @Test
    void everyPartIsShownWithItsValueAndTheFactsWithWhoToldThem() {
        var explanation = evaluation(
                        "resource.name != 'x'",
                        "resource.encryption.algorithm in ['aws:kms', 'aws:kms:dsse']"
                                + " && resource.encryption.key.manager == 'CUSTOMER' && !resource.versioning.mfaDelete")
                .explain(
                        "the-rule",
                        Resources.bucket(Resources.encryption("aws:kms", "alias/a"), Resources.tags(Map.of())));

        assertThat(explanation.finding()).map(Finding::status).contains(FindingStatus.PASS);
        assertThat(explanation.when())
                .containsExactly(
                        new Part(0, "resource.name != \"x\"", "true"), new Part(1, "resource.name", "\"ledger\""));
        assertThat(explanation.require().subList(1, explanation.require().size()))
                .as("a chain of && is one level")
                .containsExactly(
                        new Part(1, "resource.encryption.algorithm in [\"aws:kms\", \"aws:kms:dsse\"]", "true"),
                        new Part(2, "resource.encryption.algorithm", "\"aws:kms\""),
                        new Part(1, "resource.encryption.key.manager == \"CUSTOMER\"", "true"),
                        new Part(2, "resource.encryption.key.manager", "\"CUSTOMER\""),
                        new Part(1, "!resource.versioning.mfaDelete", "true"),
                        new Part(2, "resource.versioning.mfaDelete", "false"));
        assertThat(explanation.facts())
                .containsExactly(
                        new FactRead("encryption.algorithm", "\"aws:kms\"", "s3:GetBucketEncryption", Optional.empty()),
                        new FactRead(
                                "encryption.key.manager",
                                "\"CUSTOMER\"",
                                "kms:DescribeKey",
                                Optional.of(Resources.CUSTOMER_KEY.arn())),
                        new FactRead("name", "\"ledger\"", "s3:ListBuckets", Optional.empty()),
                        new FactRead("versioning.mfaDelete", "false", "s3:GetBucketVersioning", Optional.empty()));
    }

    @Test
    void whatTheDecisionDidNotNeedIsNotEvaluated() {
        var explanation = evaluation("true", "resource.versioning.mfaDelete && resource.policyPublic")
                .explain("the-rule", Resources.bucket(Resources.encryption("NONE", ""), Resources.tags(Map.of())));

        assertThat(explanation.require())
                .containsExactly(
                        new Part(0, "resource.versioning.mfaDelete && resource.policyPublic", "false"),
                        new Part(1, "resource.versioning.mfaDelete", "false"),
                        new Part(1, "resource.policyPublic", "not evaluated"));
    }

    @Test
    void anUnreadFactIsUnknownWithItsCallAndError() {
        var explanation = evaluation("true", "resource.encryption.algorithm == 'AES256' || resource.policyPublic")
                .explain(
                        "the-rule",
                        Resources.bucket(
                                Fact.unread("s3:GetBucketEncryption", "AccessDenied"), Resources.tags(Map.of())));

        assertThat(explanation.finding()).map(Finding::status).contains(FindingStatus.NOT_ASSESSED);
        assertThat(explanation.require())
                .extracting(Part::value)
                .containsExactly(
                        "unknown (encryption: s3:GetBucketEncryption AccessDenied)",
                        "unknown (encryption: s3:GetBucketEncryption AccessDenied)",
                        "unknown (encryption: s3:GetBucketEncryption AccessDenied)",
                        "false");
    }

    @Test
    void aRuleThatDoesNotApplyIsExplainedByItsConditionAlone() {
        var explanation = evaluation("resource.dataProtectionClass == 'PUBLIC'", "resource.policyPublic")
                .explain("the-rule", Resources.bucket(Resources.encryption("NONE", ""), Resources.tags(Map.of())));

        assertThat(explanation.finding()).isEmpty();
        assertThat(explanation.require()).isEmpty();
        assertThat(explanation.when()).first().extracting(Part::value).isEqualTo("false");
        assertThat(explanation.facts())
                .extracting(FactRead::path, FactRead::value, FactRead::call)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "dataProtectionClass", "\"INTERNAL\"", "s3:GetBucketTagging"));
    }

    @Test
    void theTurnsOfALoopAreSummedUpAndTextsStayOnTheirLine() {
        var explanation = evaluation("true", "resource.tags.all(key, resource.tags[key] != 'b')")
                .explain(
                        "the-rule",
                        Resources.bucket(
                                Resources.encryption("NONE", ""),
                                Resources.tags(Map.of("one", "a\n  PASS: forged", "two", "c"))));

        assertThat(explanation.require())
                .contains(new Part(1, "resource.tags[key] != \"b\"", "true (2×)"))
                .anySatisfy(part -> assertThat(part.value()).contains("\"a\\n  PASS: forged\""));
    }

    @Test
    void anErrorInTheRuleIsShown() {
        var explanation = evaluation("true", "1 / (size(resource.tags) - 0) == 1")
                .explain("the-rule", Resources.bucket(Resources.encryption("NONE", ""), Resources.tags(Map.of())));

        assertThat(explanation.require()).first().extracting(Part::value).isEqualTo("error: DIVIDE_BY_ZERO");
    }

    @Test
    void aRuleOnAnotherTypeCannotBeExplained() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation("true", "resource.policyPublic")
                        .explain("the-rule", Resources.volume(true, "", Map.of())))
                .withMessage("no rule 'the-rule' on EbsVolume");
    }

    @TestFactory
    Stream<DynamicTest> theWholeSaysWhatTheFindingSaysOfEveryRuleThatShips() {
        var catalog = ShippedRules.CATALOG;
        var examples = new ExampleRun(catalog);
        return catalog.compiledRules().stream()
                .map(rule -> dynamicTest(rule.rule().id(), () -> {
                    for (var example : rule.examples()) {
                        var facts = examples.facts(rule, example);
                        var finding = Judge.judge(rule, facts);
                        var explanation = Explainer.explain(rule, facts);
                        assertThat(explanation.finding()).isEqualTo(finding);
                        assertThat(verdict(explanation)).startsWith(expected(finding));
                    }
                }));
    }

    private static String verdict(Explanation explanation) {
        List<Part> decisive = explanation.require().isEmpty() ? explanation.when() : explanation.require();
        return decisive.getFirst().value();
    }

    private static String expected(Optional<Finding> finding) {
        return finding.map(found -> switch (found.status()) {
                    case PASS -> "true";
                    case FAIL -> "false";
                    case NOT_ASSESSED, WAIVED -> "unknown";
                })
                .orElse("false");
    }
}
