package dev.atrest.jobs.cli;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.seal.FindingDifference;
import dev.atrest.jobs.seal.Reperformance;
import dev.atrest.jobs.seal.RuleChanges;
import dev.atrest.jobs.seal.RunDocuments;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.writers.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code atrest evaluate}. */
@Command(
        name = "evaluate",
        description = {
            "Evaluate the stored inventory of an assessment again; AWS is not asked.",
            "By the rules as they were then the findings must be the same: exits with 0 when they are, and with 1 otherwise."
                    + " By other rules it shows what changes and why, and exits with 0."
        },
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    /** Resources that are named of those that differ in the same way. */
    private static final int SHOWN = 3;

    @Mixin
    private RunOption run;

    @Option(
            names = "--with-current-rules",
            description = "Evaluate by the rules as they are now, and not as they were. --rules does so, too.")
    private boolean current;

    @Mixin
    private RulesOption rules;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder that receives findings.jsonl as evaluated now. Default: none is written.")
    private @Nullable Path out;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    /** What differs, by rule and what is other, with a few examples of each. */
    private static final class Differences {

        private static final class Group {
            private final FindingDifference like;
            private final List<String> examples = new ArrayList<>();
            private long count;

            Group(FindingDifference like) {
                this.like = like;
            }
        }

        private final Map<String, Map<String, Group>> byRule = new TreeMap<>();
        private long count;

        void add(FindingDifference difference) {
            count++;
            Group group = byRule.computeIfAbsent(difference.ruleId(), _ -> new TreeMap<>())
                    .computeIfAbsent(difference.inWords(), _ -> new Group(difference));
            group.count++;
            if (group.examples.size() < SHOWN) {
                group.examples.add(VisibleText.of(difference.resourceArn()));
            }
        }

        void print(RuleChanges changes, PrintWriter out) {
            byRule.forEach((rule, groups) -> groups.forEach((what, group) -> {
                out.printf("%8d  %s  %s: %s%n", group.count, what, rule, changes.why(group.like));
                group.examples.forEach(arn -> out.printf("%10s%s%n", "", arn));
                if (group.count > group.examples.size()) {
                    out.printf("%10s… and %d more%n", "", group.count - group.examples.size());
                }
            }));
            changes.all().forEach((rule, change) -> {
                if (!byRule.containsKey(rule)) {
                    out.printf("%8d  findings differ  %s: %s%n", 0, rule, change);
                }
            });
        }
    }

    @Override
    public Integer call() throws Exception {
        Home home = Home.locate();
        boolean byOthers = current || !rules.folders().isEmpty();
        try (var context = AtrestContext.start(home, data.folder(), "evaluate", beans -> {});
                Progress progress = TerminalProgress.create()) {
            Assessment assessment = run.find(context.getBean(AssessmentStore.class), data.folder());
            RuleCatalog then = asOfTheRun(assessment, context.getBean(RunDocuments.class), byOthers);
            RuleCatalog now = byOthers ? rules.load(home) : then;
            var differences = new Differences();
            Reperformance.Result result = context.getBean(Reperformance.class)
                    .perform(assessment, now, Optional.ofNullable(out), differences::add, progress);
            progress.close();
            return tell(assessment, new RuleChanges(then, now), differences, result, byOthers);
        }
    }

    private RuleCatalog asOfTheRun(Assessment assessment, RunDocuments documents, boolean byOthers) {
        RuleCatalog then = documents
                .catalog(assessment.id())
                .orElseThrow(() -> new CommandException("assessment " + assessment.id()
                        + " was made by an older version of atrest, which did not keep the rules"));
        if (!byOthers && !then.digest().equals(assessment.rulesDigest())) {
            throw new CommandException("the rules that the database keeps of assessment " + assessment.id()
                    + " are not those that it was made by; atrest verify DIR --data " + data.folder()
                    + " says what was changed");
        }
        return then;
    }

    private int tell(
            Assessment assessment,
            RuleChanges changes,
            Differences differences,
            Reperformance.Result result,
            boolean byOthers)
            throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        differences.print(changes, print);
        print.println("Assessment %s evaluated again: %d findings, SHA-256 %s"
                .formatted(
                        assessment.id(), result.again().lines(), result.again().sha256()));
        boolean same = result.same() && differences.count == 0;
        print.println(same ? "The findings are the same." : otherwise(result, differences));
        print.flush();
        return same || byOthers ? ExitCode.COMPLIANT : ExitCode.ERROR;
    }

    private static String otherwise(Reperformance.Result result, Differences differences) {
        String sealed = result.sealed()
                .map(lines -> "sealed was %s".formatted(lines.sha256()))
                .orElse("the assessment has no seal");
        if (differences.count > 0) {
            return "%d findings differ; %s".formatted(differences.count, sealed);
        }
        return "The findings are those in the database, but not those that were sealed: " + sealed;
    }
}
