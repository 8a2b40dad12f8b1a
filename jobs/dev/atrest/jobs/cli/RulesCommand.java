package dev.atrest.jobs.cli;

import dev.atrest.evaluators.ExampleResult;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.Home;
import dev.atrest.model.Rule;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atrest rules}. */
@Command(
        name = "rules",
        description = "List, show and test the rules.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class RulesCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: list, show or test");
    }

    @Command(name = "list", description = "List the rules.", mixinStandardHelpOptions = true)
    int list(
            @Option(
                            names = "--framework",
                            paramLabel = "ID",
                            description = "Only rules of this framework, with the controls that they meet.")
                    String framework) {
        RuleCatalog catalog = RuleCatalog.load(Home.locate().config());
        PrintWriter out = spec.commandLine().getOut();
        if (framework != null) {
            UsageError.requireFrameworks(
                    List.of(framework), catalog, spec.subcommands().get("list"));
        }
        List<Rule> rules = catalog.rules().stream()
                .filter(rule -> framework == null || rule.controls().containsKey(framework))
                .toList();
        int width = rules.stream().mapToInt(rule -> rule.id().length()).max().orElse(0);
        for (Rule rule : rules) {
            out.printf(
                    "%-" + width + "s  %-13s  %-15s  %s%s%n",
                    rule.id(),
                    rule.severity(),
                    rule.resource().label(),
                    framework == null ? "" : String.join(" ", rule.controls().get(framework)) + "  ",
                    rule.title());
        }
        return ExitCode.COMPLIANT;
    }

    @Command(name = "show", description = "Show one rule as an auditor reads it.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "RULE", description = "Id of the rule.") String id) {
        RuleCatalog catalog = RuleCatalog.load(Home.locate().config());
        Rule rule = catalog.find(id)
                .orElseThrow(() -> new CommandException("no rule '" + id + "'; atrest rules list shows all"));
        PrintWriter out = spec.commandLine().getOut();
        out.println(rule.title());
        out.println();
        field("Rule", rule.id());
        field("Severity", rule.severity().name());
        field("Resource", rule.resource().label());
        field("Applies when", rule.when());
        field("Requires", rule.require());
        field("Rationale", rule.rationale());
        field(
                "Remediation",
                rule.remediation().summary() + " (effort: " + rule.remediation().effort() + ")");
        field("AWS CLI", rule.remediation().cli());
        field("Terraform", rule.remediation().terraform());
        for (Map.Entry<String, List<String>> controls : rule.controls().entrySet()) {
            field("Controls", controls.getKey() + ": " + String.join(", ", controls.getValue()));
        }
        field("File", rule.file());
        return ExitCode.COMPLIANT;
    }

    private void field(String name, String value) {
        if (!value.isBlank()) {
            spec.commandLine().getOut().printf("%-13s %s%n", name, value.strip().replace("\n", "\n" + " ".repeat(14)));
        }
    }

    @Command(name = "test", description = "Run the examples of all rules.", mixinStandardHelpOptions = true)
    int test() {
        RuleCatalog catalog = RuleCatalog.load(Home.locate().config());
        PrintWriter out = spec.commandLine().getOut();
        List<ExampleResult> results = catalog.runExamples();
        List<ExampleResult> wrong =
                results.stream().filter(result -> !result.ok()).toList();
        for (ExampleResult result : wrong) {
            out.printf("%s, %s example %d: %s%n", result.ruleId(), result.kind(), result.index(), result.explanation());
        }
        out.printf(
                "%d examples of %d rules: %d as expected, %d not%n",
                results.size(), catalog.rules().size(), results.size() - wrong.size(), wrong.size());
        return wrong.isEmpty() ? ExitCode.COMPLIANT : ExitCode.ERROR;
    }
}
