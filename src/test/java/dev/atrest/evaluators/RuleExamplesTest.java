package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules that ship, on the examples that they ship with. */
class RuleExamplesTest {

    @TestFactory
    Stream<DynamicTest> everyExampleIsJudgedAsItsRuleSays() {
        return ShippedRules.CATALOG.runExamples().stream()
                .map(example -> dynamicTest(
                        example.name(),
                        () -> assertThat(example.ok()).as(example.explanation()).isTrue()));
    }

    @Test
    void everyPartOfEveryShippedConditionIsShownTrueAndFalse() {
        assertThat(ShippedRules.CATALOG.untestedBranches()).isEmpty();
    }

    /** An example gives what the decision reads: a sentence that tells more would have to give way. */
    @TestFactory
    Stream<DynamicTest> everyDecidedExampleIsToldInTheRulesOwnSentence() {
        return ShippedRules.CATALOG.runExamples().stream()
                .filter(example ->
                        example.kind() == ExampleResult.Kind.PASS || example.kind() == ExampleResult.Kind.FAIL)
                .map(example -> dynamicTest(
                        example.name(),
                        () -> assertThat(example.explanation())
                                .doesNotContain("meets the rule '", "breaks the rule '", "unknown")));
    }

    @TestFactory
    Stream<DynamicTest> everyCommandNamesItsRegionOnceAndBreaksNoWordForIt() {
        return ShippedRules.CATALOG.rules().stream()
                .map(rule -> dynamicTest(
                        rule.id(),
                        () -> assertThat(rule.remediation().cli().lines())
                                .noneMatch(line -> line.matches(".*[{]region[}]\\w.*"))
                                .noneMatch(line -> line.matches(".* --region .* --region .*"))));
    }
}
