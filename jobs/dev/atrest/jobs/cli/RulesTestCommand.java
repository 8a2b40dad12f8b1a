package dev.atrest.jobs.cli;

import dev.atrest.evaluators.ExampleResult;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.evaluators.UntestedBranch;
import dev.atrest.jobs.Home;
import dev.atrest.model.Rule;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atrest rules test}. */
@Command(
        name = "test",
        description = {
            "Run the examples of the rules, and list the parts of their conditions that no example shows both true and false.",
            "With a folder of your own, only its rules are tested; those that ship are tested with their own settings, so"
                    + " without it."
        },
        mixinStandardHelpOptions = true)
final class RulesTestCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Folder of your own rules; the same as --rules DIR.")
    private @Nullable Path folder;

    @Mixin
    private RulesOption rules;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RuleCatalog catalog =
                rules.load(Home.locate(), Optional.ofNullable(folder).stream().toList());
        boolean onlyOwn = folder != null || !rules.folders().isEmpty();
        Set<String> tested = catalog.rules().stream()
                .filter(rule -> !onlyOwn || catalog.isOwn(rule))
                .map(Rule::id)
                .collect(Collectors.toSet());
        List<ExampleResult> results = catalog.runExamples().stream()
                .filter(result -> tested.contains(result.ruleId()))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        List<ExampleResult> wrong =
                results.stream().filter(result -> !result.ok()).toList();
        for (ExampleResult result : wrong) {
            out.printf("%s, %s example %d: %s%n", result.ruleId(), result.kind(), result.index(), result.explanation());
        }
        printUntested(
                catalog.untestedBranches().stream()
                        .filter(branch -> tested.contains(branch.ruleId()))
                        .toList(),
                out);
        out.printf(
                "%d examples of %d %s: %d as expected, %d not%n",
                results.size(),
                tested.size(),
                tested.size() == 1 ? "rule" : "rules",
                results.size() - wrong.size(),
                wrong.size());
        out.flush();
        return wrong.isEmpty() ? ExitCode.COMPLIANT : ExitCode.ERROR;
    }

    private static void printUntested(List<UntestedBranch> untested, PrintWriter out) {
        if (!untested.isEmpty()) {
            out.printf(
                    "%s that no example shows both true and false:%n",
                    untested.size() == 1 ? "1 part of a condition" : untested.size() + " parts of conditions");
            untested.forEach(branch -> out.println("  " + branch));
        }
    }
}
