package dev.atrest.jobs.cli;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.WaiverUseStore;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code atrest waivers check}. */
@Command(
        name = "check",
        description = {
            "Check the waivers: which of them are in force today, what they matched in the latest assessment, and which need"
                    + " somebody's attention."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:an error ended the command, such as a mistake in a file of waivers",
            "2:the command line is wrong",
            "3:a waiver has expired, is too long, expires within 30 days, or matches nothing"
        })
final class WaiversCheckCommand implements Callable<Integer> {

    /** The assessment that is looked at. */
    private record Looked(Assessment assessment, List<WaiverUse> uses) {}

    @Option(names = "--run", paramLabel = "ID", description = "The assessment. Default: the latest that was evaluated.")
    private @Nullable String run;

    @Mixin
    private RulesOption rules;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Home home = Home.locate();
        RuleCatalog catalog = rules.list(home);
        PrintWriter out = spec.commandLine().getOut();
        if (catalog.waivers().isEmpty()) {
            out.println("There are no waivers. How to write one is told in config/waivers.yml and docs/waivers.md.");
            return ExitCode.COMPLIANT;
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Optional<Looked> looked = looked(home);
        List<WaiverCheck.Row> rows = new WaiverCheck(
                        today, looked.map(Looked::uses).orElse(List.of()))
                .rows(catalog.waiversOn(today), catalog.settings().maxWaiverDays());
        table(rows, out);
        out.println();
        out.println(looked.map(found -> "MATCHED counts failures in assessment "
                        + found.assessment().id() + ": "
                        + VisibleText.of(found.assessment().scope())
                        + "; - stands for a waiver that it did not know as it is now.")
                .orElse("Nothing was matched yet: no assessment in " + data.folder() + " was evaluated."));
        return attention(rows, out);
    }

    /** A database is not made to find nothing in it. */
    private Optional<Looked> looked(Home home) throws IOException {
        if (!AtrestContext.hasDatabase(home, data.folder())) {
            if (run != null) {
                throw unknownRun();
            }
            return Optional.empty();
        }
        try (var context = AtrestContext.start(home, data.folder(), "waivers check", beans -> {})) {
            var assessments = context.getBean(AssessmentStore.class);
            return assessment(assessments)
                    .map(assessment -> new Looked(
                            assessment, context.getBean(WaiverUseStore.class).list(assessment.id())));
        }
    }

    private Optional<Assessment> assessment(AssessmentStore assessments) {
        if (run != null) {
            return Optional.of(assessments
                    .find(run)
                    .filter(found -> found.evaluatedAt().isPresent())
                    .orElseThrow(this::unknownRun));
        }
        return assessments.list().stream()
                .filter(found -> found.evaluatedAt().isPresent())
                .filter(found -> !found.imported())
                .findFirst();
    }

    private CommandException unknownRun() {
        return new CommandException(
                "no assessment '" + run + "' in " + data.folder() + " was evaluated; see atrest runs");
    }

    private static void table(List<WaiverCheck.Row> rows, PrintWriter out) {
        int width =
                rows.stream().mapToInt(row -> row.waiver().id().length()).max().orElse(0);
        String format = "%-" + Math.max(width, "WAIVER".length()) + "s  %-8s  %-10s  %9s  %7s  %s%n";
        out.printf(format, "WAIVER", "STATE", "LAST DAY", "DAYS LEFT", "MATCHED", "RULE");
        for (WaiverCheck.Row row : rows) {
            out.printf(
                    format,
                    row.waiver().id(),
                    inWords(row.state()),
                    row.waiver().expires(),
                    row.daysLeft() < 0 ? "over" : Long.toString(row.daysLeft()),
                    row.matched().isPresent() ? Long.toString(row.matched().getAsLong()) : "-",
                    VisibleText.of(row.waiver().rule()));
        }
    }

    private int attention(List<WaiverCheck.Row> rows, PrintWriter out) {
        List<WaiverCheck.Row> needing =
                rows.stream().filter(row -> row.attention().isPresent()).toList();
        if (needing.isEmpty()) {
            out.println("All is well.");
            return ExitCode.COMPLIANT;
        }
        var sheet = new Sheet(spec);
        sheet.heading("To be looked at");
        needing.forEach(row -> sheet.line(
                2,
                row.waiver().id() + " " + row.attention().orElseThrow() + " ("
                        + VisibleText.of(row.waiver().file()) + ")"));
        sheet.flush();
        return ExitCode.FINDINGS;
    }

    static String inWords(WaiverUse.State state) {
        return switch (state) {
            case IN_FORCE -> "in force";
            case EXPIRED -> "expired";
            case TOO_LONG -> "too long";
            case NOT_YET -> "not yet";
        };
    }
}
