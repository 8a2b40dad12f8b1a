package dev.atrest.jobs.cli;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.AssessmentRun;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.ConnectedAhead;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.report.ReportFormats;
import dev.atrest.jobs.seal.Signing;
import dev.atrest.jobs.store.Assessment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;

/** What {@code assess} and {@code demo} have in common: run the job, show how it goes, and sum up. */
final class Assessing {

    private final Home home;
    private final Path data;
    private final CommandLine command;
    private final Signing signing;
    private final String task;
    private final PrintWriter out;
    private final CommandLine.Help.Ansi ansi;

    /** Seals with the key of the data folder. */
    Assessing(Home home, Path data, CommandLine command) {
        this(home, data, command, new Signing.KeyOfTheDataFolder());
    }

    Assessing(Home home, Path data, CommandLine command, Signing signing) {
        this(home, data, command, signing, command.getCommandName());
    }

    /** @param task what this process does, for others that want the database */
    Assessing(Home home, Path data, CommandLine command, Signing signing, String task) {
        this.home = home;
        this.data = data;
        this.command = command;
        this.signing = signing;
        this.task = task;
        this.out = command.getOut();
        this.ansi = command.getColorScheme().ansi();
    }

    /**
     * @param catalog gives the rules in force, or throws, before more is asked of AWS than who is calling: a typo must not cost
     *     a night
     * @param fresh start anew rather than go on with an interrupted assessment
     * @return the exit code
     */
    int assess(AssessmentRequest request, Supplier<RuleCatalog> catalog, boolean fresh, Threshold failOn)
            throws IOException {
        return assess(request, catalog, failOn, connectingAhead(request), context -> {
            var run = context.getBean(AssessmentRun.class);
            Optional<Assessment> interrupted = fresh ? Optional.empty() : run.interrupted();
            interrupted.ifPresent(
                    assessment -> say("Going on with assessment " + assessment.id() + ", which was interrupted."));
            return run.run(interrupted);
        });
    }

    /** Assesses what is made up: in a file of the data folder, whatever database is configured. */
    int assessInFile(AssessmentRequest request, RuleCatalog catalog) throws IOException {
        return assess(
                request,
                () -> catalog,
                Threshold.NONE,
                AtrestContext::startInFile,
                context -> context.getBean(AssessmentRun.class).run(Optional.empty()));
    }

    /** The same with a database that starts from nothing. */
    int assessFromNothing(AssessmentRequest request, RuleCatalog catalog) throws IOException {
        return assess(
                request,
                () -> catalog,
                Threshold.NONE,
                AtrestContext::startEmpty,
                context -> context.getBean(AssessmentRun.class).run(Optional.empty()));
    }

    /** Opens the database. */
    private interface Start {
        ConfigurableApplicationContext start(Home home, Path data, String command, AtrestContext.Beans beans)
                throws IOException;
    }

    /** For what calls AWS for certain. */
    private static Start connectingAhead(AssessmentRequest request) {
        return (home, data, command, beans) -> AtrestContext.start(home, data, command, context -> {
            beans.register(context);
            ConnectedAhead.begin(request).register(context);
        });
    }

    private int assess(
            AssessmentRequest request, Supplier<RuleCatalog> catalog, Threshold failOn, Start start, Work work)
            throws IOException {
        try (Progress progress = new LoggedProgress(TerminalProgress.create())) {
            return assess(request, catalog, failOn, start, progress, work, outcome -> {
                progress.close();
                new SummaryTable(ansi, out).print(outcome);
            });
        }
    }

    /** What the assessment is, given the application. */
    interface Work {
        AssessmentRun.Outcome run(ApplicationContext context);
    }

    /** How it is told what came of it. */
    interface Tell {
        void outcome(AssessmentRun.Outcome outcome) throws IOException;
    }

    /**
     * Assesses in another way.
     *
     * @return the exit code
     * @throws dev.atrest.jobs.DatabaseInUse when another process works with the database; nothing was done then
     */
    int assess(
            AssessmentRequest request, RuleCatalog catalog, Threshold failOn, Progress progress, Work work, Tell tell)
            throws IOException {
        return assess(request, () -> catalog, failOn, AtrestContext::start, progress, work, tell);
    }

    private int assess(
            AssessmentRequest request,
            Supplier<RuleCatalog> catalog,
            Threshold failOn,
            Start start,
            Progress progress,
            Work work,
            Tell tell)
            throws IOException {
        // Templates are read while the database opens.
        CompletableFuture<ReportFormats> formats = CompletableFuture.supplyAsync(() -> formats(request));
        try (var context = start.start(home, data, task, beans -> {
            beans.registerBean(AssessmentRequest.class, () -> request);
            beans.registerBean(RuleCatalog.class, catalog);
            beans.registerBean(Progress.class, () -> progress);
            beans.registerBean(Signing.class, () -> signing);
            beans.registerBean(ReportFormats.class, formats::join);
        })) {
            UsageError.requireFrameworks(request.reports().frameworks(), catalog.get(), command);
            formats.join();
            AssessmentRun.Outcome outcome;
            try (var stopping = AtrestCommand.signals(command).stopping(context.getBean(AssessmentRun.class))) {
                outcome = work.run(context);
            }
            tell.outcome(outcome);
            return ExitCode.of(outcome.report().summary(), failOn);
        }
    }

    private ReportFormats formats(AssessmentRequest request) {
        try {
            return ReportFormats.load(home.reportTemplates(), request.reports());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
