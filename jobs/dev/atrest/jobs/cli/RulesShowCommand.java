package dev.atrest.jobs.cli;

import dev.atrest.evaluators.ExampleResult;
import dev.atrest.evaluators.FactUse;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.Home;
import dev.atrest.model.Framework;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.readers.FactOrigins;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atrest rules show}. */
@Command(name = "show", description = "Show one rule as an auditor reads it.", mixinStandardHelpOptions = true)
final class RulesShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RULE", description = "Id of the rule.")
    private String id;

    @Mixin
    private RulesOption rules;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RuleCatalog catalog = rules.load(Home.locate());
        Rule rule = RulesCommand.require(catalog, id);
        var sheet = new Sheet(spec);
        sheet.title(rule.title());
        sheet.field("Rule", rule.id());
        sheet.field("Severity", rule.severity().name());
        sheet.field("Resource", rule.resource().label());
        sheet.field("Applies when", rule.when().equals("true") ? "always" : rule.when());
        sheet.field("Requires", rule.require());
        sheet.field("Rationale", rule.rationale());
        sheet.field(
                "Remediation",
                rule.remediation().summary() + " (effort: " + rule.remediation().effort() + ")");
        sheet.verbatim("AWS CLI", rule.remediation().cli());
        sheet.verbatim("Terraform", rule.remediation().terraform());
        sheet.field("Examples", examples(catalog, rule));
        sheet.field("File", rule.file());
        controls(catalog, rule, sheet);
        facts(catalog, rule, sheet);
        sheet.flush();
        return ExitCode.COMPLIANT;
    }

    private static String examples(RuleCatalog catalog, Rule rule) {
        var results = catalog.runExamples().stream()
                .filter(result -> result.ruleId().equals(rule.id()))
                .toList();
        long wrong = results.stream().filter(result -> !result.ok()).count();
        return Arrays.stream(ExampleResult.Kind.values())
                        .map(kind -> "%d %s"
                                .formatted(
                                        results.stream()
                                                .filter(result -> result.kind() == kind)
                                                .count(),
                                        kind.label()))
                        .collect(Collectors.joining(", "))
                + (wrong == 0 ? "" : "; %d not as expected, see atrest rules test".formatted(wrong));
    }

    private static void controls(RuleCatalog catalog, Rule rule, Sheet sheet) {
        if (rule.controls().isEmpty()) {
            return;
        }
        sheet.heading("Controls");
        for (Framework framework : catalog.frameworks()) {
            var met = rule.controls().get(framework.id());
            if (met != null) {
                sheet.line(0, framework.id());
                framework.controls().stream()
                        .filter(control -> met.contains(control.id()))
                        .forEach(control -> sheet.line(2, control.id() + "  " + control.title()));
            }
        }
    }

    private static void facts(RuleCatalog catalog, Rule rule, Sheet sheet) {
        sheet.heading("Facts read");
        for (FactUse fact : catalog.factsOf(rule.id())) {
            sheet.line(0, "%s (%s): %s".formatted(fact.path(), fact.type(), fact.description()));
            sheet.line(2, "from " + calls(rule.resource(), fact));
        }
    }

    private static String calls(ResourceType type, FactUse fact) {
        return switch (fact.origin()) {
            case RESOURCE -> String.join(", ", FactOrigins.of(type, fact.toldBy()));
            case KEY -> String.join(", ", FactOrigins.of(ResourceType.KMS_KEY, "metadata")) + ", of the key";
            case INVENTORY -> "other resources that were read in the assessment";
        };
    }
}
