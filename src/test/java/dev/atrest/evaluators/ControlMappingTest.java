package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.atrest.model.Framework;
import dev.atrest.model.Framework.Assessment;
import dev.atrest.model.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The mappings that ship, from rules to controls and from controls to rules. */
class ControlMappingTest {

    private final RuleCatalog catalog = ShippedRules.CATALOG;

    @TestFactory
    Stream<DynamicTest> everyControlThatARuleNamesIsInScopeAndLeadsBackToTheRule() {
        return catalog.rules().stream()
                .map(rule -> dynamicTest(rule.id(), () -> {
                    assertThat(rule.controls()).isNotEmpty();
                    rule.controls().forEach((frameworkId, numbers) -> {
                        var framework = framework(frameworkId);
                        assertThat(numbers).isNotEmpty().doesNotHaveDuplicates().allSatisfy(number -> {
                            assertThat(assessment(framework, number)).isNotEqualTo(Assessment.OUT_OF_SCOPE);
                            assertThat(rulesOf(framework, number)).contains(rule.id());
                        });
                    });
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyControlLeadsToRulesThatNameItIfItIsAutomated() {
        return catalog.frameworks().stream()
                .flatMap(framework -> framework.controls().stream()
                        .map(control -> dynamicTest(framework.id() + " " + control.id(), () -> {
                            var ruleIds = rulesOf(framework, control.id());
                            assertThat(ruleIds)
                                    .allSatisfy(id -> assertThat(catalog.find(id)
                                                    .map(Rule::controls)
                                                    .map(controls -> controls.get(framework.id()))
                                                    .orElseThrow())
                                            .contains(control.id()));
                            switch (control.assessment()) {
                                case AUTOMATED -> assertThat(ruleIds).isNotEmpty();
                                case OUT_OF_SCOPE -> assertThat(ruleIds).isEmpty();
                                case MANUAL ->
                                    assertThat(control.guidance())
                                            .as("what the auditor is to look at")
                                            .isNotBlank();
                            }
                        })));
    }

    @Test
    void whatARuleFileNamesIsWhatTheCatalogueSays() {
        var yaml = YamlFile.read(Path.of("config/rules/kms/kms-key-rotation-enabled.yml"), new Problems())
                .orElseThrow();
        var named =
                ((Yaml.Mapping) ((Yaml.Mapping) yaml).entries().get("controls").value()).entries();

        assertThat(catalog.find("kms-key-rotation-enabled").orElseThrow().controls())
                .containsOnlyKeys(named.keySet())
                .containsEntry("enterprise-data-encryption", List.of("E4"));
    }

    private Framework framework(String id) {
        return catalog.frameworks().stream()
                .filter(framework -> framework.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Assessment assessment(Framework framework, String number) {
        return framework.controls().stream()
                .filter(control -> control.id().equals(number))
                .findFirst()
                .orElseThrow()
                .assessment();
    }

    private List<String> rulesOf(Framework framework, String number) {
        return ControlResults.of(List.of(framework), catalog.rules(), Map.of(), Set.of()).stream()
                .filter(result -> result.control().id().equals(number))
                .findFirst()
                .orElseThrow()
                .ruleIds();
    }
}
