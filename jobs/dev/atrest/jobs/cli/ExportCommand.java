package dev.atrest.jobs.cli;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.export.Acknowledged;
import dev.atrest.jobs.export.Exported;
import dev.atrest.jobs.export.TicketExports;
import dev.atrest.jobs.export.TicketExports.Again;
import dev.atrest.jobs.export.TicketExports.Awaiting;
import dev.atrest.jobs.export.TicketExports.Choice;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.writers.tickets.TicketMapping;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code atrest export}. */
@Command(
        name = "export",
        description = {
            "Write the backlog as CSV for a ticketing system, and take the keys of its tickets back.",
            "An export has what is new and what changed since the last export that was acknowledged: items to create, to update and"
                    + " to close. One that is never acknowledged is given again; tickets are found by their external id, so that"
                    + " importing twice creates nothing twice. Systems that find them only by a key of their own, as Jira and Azure"
                    + " DevOps, are given an item again when that key is known: acknowledge their exports with their own CSV."
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Option(
            names = "--to",
            paramLabel = "SYSTEM",
            required = true,
            description = "jira, servicenow, azure-devops, github, csv, or the name of a mapping of your own.")
    private String target;

    @ArgGroup(multiplicity = "1")
    private Action action;

    /** Exactly one of these. */
    static final class Action {

        @Option(names = "--out", paramLabel = "FILE", description = "Write this file, which only you may read.")
        private @Nullable Path out;

        @Option(
                names = "--acknowledge",
                paramLabel = "FILE",
                description =
                        "Read external ids and keys of tickets from the system's own CSV: it has the items that are in it.")
        private @Nullable Path tickets;

        @Option(
                names = "--acknowledge-all",
                description = "The system has all items of the export; it gives no keys back.")
        private boolean all;
    }

    @ArgGroup
    private Which which = new Which();

    /** At most one of these. */
    static final class Which {

        @Option(
                names = "--all",
                description = "All open items, and those that are closed and the system does not know it.")
        private boolean all;

        @Option(
                names = "--since",
                paramLabel = "DATE|RUN",
                description = "What changed since this day (UTC), or after this assessment, acknowledged or not.")
        private @Nullable String since;
    }

    @Option(
            names = "--again",
            description =
                    "Give again what waits for the key of its ticket, of the export that --export names or of all: none was made,"
                            + " for its file was lost, or the system refused it.")
    private boolean again;

    @Option(names = "--bom", description = "Begin the file with a byte order mark, which Excel needs to see UTF-8.")
    private boolean byteOrderMark;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "Columns and values, instead of exports/SYSTEM.yml in a folder of --rules or in config.")
    private @Nullable Path mapping;

    @Option(
            names = "--export",
            paramLabel = "N",
            description =
                    "The export that is acknowledged, or given --again. Default: the one that waits, if it is the only one.")
    private Optional<Long> export = Optional.empty();

    @Mixin
    private RulesOption rules;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        checkOptions();
        Home home = Home.locate();
        TicketMapping columns = TicketMapping.read(
                mapping != null ? mapping : new MappingFiles(home, rules.folders()).find(target, spec.commandLine()));
        RuleCatalog catalog = rules.list(home);
        try (var context = AtrestContext.start(
                home, data.folder(), "export", beans -> beans.registerBean(RuleCatalog.class, () -> catalog))) {
            var exports = context.getBean(TicketExports.class);
            if (action.out != null) {
                Choice choice = choice(context.getBean(AssessmentStore.class));
                var repeated = new Again(again, again ? export : Optional.empty());
                tell(exports.export(target, columns, choice, repeated, action.out, byteOrderMark), action.out);
                tellWaiting(exports.awaiting(target), columns);
            } else if (action.tickets != null) {
                tell(exports.acknowledge(target, columns, action.tickets, export));
            } else {
                tell(exports.acknowledgeAll(target, columns, export));
            }
        }
        spec.commandLine().getOut().flush();
        return ExitCode.COMPLIANT;
    }

    private void checkOptions() {
        MappingFiles.checkName(target, spec.commandLine());
        boolean writes = action.out != null;
        if (writes && export.isPresent() && !again) {
            throw new ParameterException(
                    spec.commandLine(), "--export is for --acknowledge, --acknowledge-all and --again");
        }
        if (!writes && (which.all || which.since != null || byteOrderMark || again)) {
            throw new ParameterException(spec.commandLine(), "--all, --since, --again and --bom are for --out");
        }
    }

    private Choice choice(AssessmentStore assessments) {
        if (which.since != null) {
            return new Choice.Since(since(which.since, assessments));
        }
        return which.all ? new Choice.All() : new Choice.Unacknowledged();
    }

    private Instant since(String dateOrRun, AssessmentStore assessments) {
        Optional<Assessment> run = assessments.find(dateOrRun);
        if (run.isPresent()) {
            return run.get().startedAt().plus(1, ChronoUnit.MICROS);
        }
        try {
            return new DateConverter()
                    .convert(dateOrRun)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (TypeConversionException e) {
            throw new CommandException("--since: '" + dateOrRun
                    + "' is neither a date (YYYY-MM-DD) nor an assessment in " + data.folder() + "; see atrest runs");
        }
    }

    private void tell(Exported exported, Path file) {
        var out = spec.commandLine().getOut();
        if (exported.rows() == 0) {
            out.println("Nothing new for " + target + ": " + file + " has only its header.");
            return;
        }
        out.printf(
                "%s: %d to create, %d to update, %d to close.%n",
                file, exported.created(), exported.updated(), exported.closed());
        if (exported.files().size() > 1) {
            out.println("To be imported one after the other:");
            exported.files().forEach(one -> out.println("  " + one));
        }
        out.printf("This is export %d to %s. When it is imported, acknowledge it:%n", exported.id(), target);
        out.printf(
                "  atrest export --to %s --export %d --acknowledge TICKETS.csv    (the system's own export, with ticket keys)%n",
                target, exported.id());
        out.printf("  atrest export --to %s --export %d --acknowledge-all%n", target, exported.id());
    }

    /** What the system would make twice. */
    private void tellWaiting(List<Awaiting> waiting, TicketMapping columns) {
        var out = spec.commandLine().getOut();
        List<Awaiting> earlier = columns.importer().byTicket() ? waiting : List.of();
        if (earlier.isEmpty()) {
            return;
        }
        out.println("Given, and not given again before the keys of their tickets are known, for " + target
                + " would make them twice:");
        for (Awaiting one : earlier) {
            out.printf(
                    "  export %d of %s: %s%n",
                    one.export().id(), one.export().at().truncatedTo(ChronoUnit.SECONDS), counted(one.items(), "item"));
        }
        out.printf("Imported: atrest export --to %s --acknowledge TICKETS.csv%n", target);
        out.printf("Lost or refused: atrest export --to %s --again --export N --out FILE%n", target);
    }

    private void tell(Acknowledged done) {
        var out = spec.commandLine().getOut();
        if (done.tickets() > 0) {
            out.println(counted(done.tickets(), "ticket key") + " noted.");
        }
        if (done.export().isPresent()) {
            out.printf(
                    "Export %d to %s is acknowledged: %s.%n",
                    done.export().getAsLong(), target, counted(done.taken(), "item"));
        } else if (done.taken() > 0) {
            out.println("New in " + target + ": " + counted(done.taken(), "item")
                    + ". What else was imported says --export N.");
        } else {
            out.println("No export to " + target
                    + " waited to be acknowledged, or --export N is to say which of several is.");
        }
        if (done.awaiting() > 0) {
            out.println("Given, and the key of the ticket is not known: " + counted(done.awaiting(), "item")
                    + "; they are not given again but with --again.");
        }
        if (done.others() > 0) {
            out.println("Passed over: " + counted(done.others(), "row") + " without an external id.");
        }
        if (done.left() > 0) {
            out.println(
                    "Given and not taken, to be given again by the next export: " + counted(done.left(), "item") + ".");
        }
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
