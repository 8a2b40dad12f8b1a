package dev.atrest.jobs.cli;

import dev.atrest.evaluators.ControlResults;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.report.UnknownFramework;
import dev.atrest.model.ControlResult;
import dev.atrest.model.Framework;
import dev.atrest.model.Rule;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code atrest rules list}. */
@Command(
        name = "list",
        description = "List the rules, or the controls of a framework with the rules that meet them.",
        mixinStandardHelpOptions = true)
final class RulesListCommand implements Callable<Integer> {

    private static final String MARGIN = " ".repeat(24);

    @Option(
            names = "--framework",
            paramLabel = "ID",
            description = "Every control of this framework: whether it is assessed automatically, and by which rules.")
    private @Nullable String framework;

    @Mixin
    private RulesOption rules;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RuleCatalog catalog = rules.list(Home.locate());
        if (framework == null) {
            list(catalog);
        } else {
            UsageError.requireFrameworks(List.of(framework), catalog, spec.commandLine());
            mapping(UnknownFramework.require(catalog, framework), catalog);
        }
        return ExitCode.COMPLIANT;
    }

    private void list(RuleCatalog catalog) {
        PrintWriter out = spec.commandLine().getOut();
        int width = catalog.rules().stream()
                .mapToInt(rule -> rule.id().length())
                .max()
                .orElse(0);
        for (Rule rule : catalog.rules()) {
            out.printf(
                    "%-" + width + "s  %-13s  %-15s  %s%n",
                    rule.id(),
                    rule.severity(),
                    rule.resource().label(),
                    rule.title() + (catalog.isOwn(rule) ? " (own)" : ""));
        }
    }

    private void mapping(Framework shown, RuleCatalog catalog) {
        List<ControlResult> controls = ControlResults.of(List.of(shown), catalog.rules(), Map.of(), Set.of());
        var sheet = new Sheet(spec);
        sheet.title("%s, version %s (%s)".formatted(shown.title(), shown.version(), shown.id()));
        for (ControlResult result : controls) {
            Framework.Control control = result.control();
            sheet.beside("%-7s %-14s".formatted(control.id(), inWords(control.assessment())), control.title());
            result.ruleIds().forEach(rule -> sheet.beside(MARGIN, rule));
            if (result.ruleIds().isEmpty()) {
                sheet.beside(MARGIN, control.guidance());
            }
        }
        sheet.flush();
    }

    private static String inWords(Framework.Assessment assessment) {
        return switch (assessment) {
            case AUTOMATED -> "automated";
            case MANUAL -> "manual";
            case OUT_OF_SCOPE -> "out of scope";
        };
    }
}
