package dev.atrest.jobs.cli;

import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.writers.VisibleText;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code atrest runs}. */
@Command(
        name = "runs",
        description = "List the assessments in the database, the latest first.",
        mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (var context = AtrestContext.start(Home.locate(), data.folder(), "runs", beans -> {})) {
            List<Assessment> assessments =
                    context.getBean(AssessmentStore.class).list();
            if (assessments.isEmpty()) {
                out.println("No assessment in " + data.folder() + " yet; start one with: atrest assess");
                return ExitCode.COMPLIANT;
            }
            out.printf(
                    "%-18s %-17s %-12s %9s %8s %8s %6s  %s%n",
                    "ASSESSMENT", "STARTED", "STATE", "RESOURCES", "FAIL", "NOT READ", "GAPS", "SCOPE");
            for (Assessment assessment : assessments) {
                print(assessment, context.getBean(InventoryStore.class), context.getBean(FindingStore.class), out);
            }
        }
        return ExitCode.COMPLIANT;
    }

    private static void print(Assessment assessment, InventoryStore inventory, FindingStore findings, PrintWriter out) {
        var counts = findings.countBySeverity(assessment.id());
        out.printf(
                "%-18s %-17s %-12s %9d %8d %8d %6d  %s%n",
                assessment.id(),
                TIME.format(assessment.startedAt()),
                state(assessment),
                inventory.count(assessment.id()),
                total(counts.get(FindingStatus.FAIL)),
                total(counts.get(FindingStatus.NOT_ASSESSED)),
                inventory.coverage(assessment.id()).stream()
                        .map(Coverage::status)
                        .filter(Coverage.Status::gap)
                        .count(),
                VisibleText.of(assessment.scope()));
    }

    private static String state(Assessment assessment) {
        if (assessment.finishedAt().isEmpty()) {
            return "interrupted";
        }
        return assessment.imported() ? "imported" : "finished";
    }

    private static long total(java.util.@org.jspecify.annotations.Nullable Map<?, Long> counts) {
        return counts == null
                ? 0
                : counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
