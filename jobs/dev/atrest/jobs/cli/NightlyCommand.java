package dev.atrest.jobs.cli;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.AssessmentRun;
import dev.atrest.jobs.DatabaseInUse;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.Keep;
import dev.atrest.jobs.NightlyRun;
import dev.atrest.jobs.Progress;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import dev.atrest.readers.AwsAccess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code atrest nightly}. */
@Command(
        name = NightlyCommand.NAME,
        description = "Assess every account of the organisation, once a night: for cron and systemd.",
        footer = {
            "",
            "Start it as often as you like: a night has one assessment. A second start goes on with one that is unfinished,",
            "says that it is complete and exits as it did, or says that it is under way and exits with 0. For another scope",
            "name another folder with --data.",
            "",
            "Examples:",
            "  atrest nightly --role atrest-audit --out /srv/atrest/reports",
            "  atrest nightly --accounts-file accounts.yml --keep 90d --wait=2h"
        },
        mixinStandardHelpOptions = true)
final class NightlyCommand implements Callable<Integer> {

    static final String NAME = "nightly";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    @Option(
            names = "--date",
            paramLabel = "YYYY-MM-DD",
            converter = DateConverter.class,
            description = "The night that the assessment counts for, today's or an earlier one. Default: the date of"
                    + " today.")
    private @Nullable LocalDate date;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            arity = "0..1",
            fallbackValue = "24h",
            converter = DurationConverter.class,
            description = "Wait so long (90s, 30m, 2h; without a value a day) for another atrest that works with the"
                    + " database. Default: do not wait.")
    private Duration patience = Duration.ZERO;

    @Option(
            names = "--keep",
            paramLabel = "DAYS|RUNS",
            converter = KeepConverter.class,
            description =
                    "Once the assessment is complete, delete nightly runs from the database but this one and those"
                            + " of the last days, today's included (90d), or the last runs (30). Report files stay. Default:"
                            + " keep all.")
    private @Nullable Keep keep;

    @Mixin
    private ScopeOptions scope;

    @Mixin
    private AccessOptions access;

    @Mixin
    private ReportOptions report;

    @Mixin
    private SigningOptions signing;

    @Mixin
    private FailOnOption failOn;

    @Mixin
    private RulesOption rules;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        LocalDate night = night();
        Home home = Home.locate();
        AwsAccess how = access.access();
        if (how.roleName().isEmpty() && how.accountsFile().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "A nightly run enters every account: name the role with --role, or the accounts with --accounts-file");
        }
        var request = new AssessmentRequest(how, Optional.empty(), scope.scope(), report.request());
        RuleCatalog catalog = rules.load(home);
        return whenFree(
                () -> assess(home, request, catalog, night), Instant.now().plus(patience), night);
    }

    private LocalDate night() {
        LocalDate today = LocalDate.now();
        if (date == null) {
            return today;
        }
        if (date.isAfter(today)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--date: %s is in the future; a night is that of today, %s, or an earlier one"
                            .formatted(date, today));
        }
        return date;
    }

    private int whenFree(Callable<Integer> assessment, Instant end, LocalDate night) throws Exception {
        boolean told = false;
        while (true) {
            try {
                return assessment.call();
            } catch (DatabaseInUse used) {
                if (Instant.now().isAfter(end)) {
                    return leaveToOther(used, night);
                }
                if (!told) {
                    say("Waiting: " + used.getMessage());
                    told = true;
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
    }

    /** The night's work is done by another process; anything else that keeps it from being done, as another night, is an error. */
    private int leaveToOther(DatabaseInUse used, LocalDate night) {
        boolean ours = used.holder()
                .filter(other -> other.command().equals(task(night)))
                .isPresent();
        if (!ours) {
            throw used;
        }
        say("Another nightly run is under way: " + used.getMessage() + ". Nothing to do.");
        return ExitCode.COMPLIANT;
    }

    private static String task(LocalDate night) {
        return NAME + " of " + night;
    }

    private int assess(Home home, AssessmentRequest request, RuleCatalog catalog, LocalDate night) throws IOException {
        boolean quiet = !TerminalProgress.onTerminal();
        try (Progress progress = new LoggedProgress(quiet ? Progress.SILENT : TerminalProgress.create())) {
            return new Assessing(home, data.folder(), spec.commandLine(), signing.signing(), task(night))
                    .assess(
                            request,
                            catalog,
                            failOn.threshold(),
                            progress,
                            context -> complete(context, night),
                            outcome -> {
                                progress.close();
                                if (quiet) {
                                    say(inOneLine(outcome, night));
                                } else {
                                    new SummaryTable(
                                                    spec.commandLine()
                                                            .getColorScheme()
                                                            .ansi(),
                                                    spec.commandLine().getOut())
                                            .print(outcome);
                                }
                            });
        }
    }

    private AssessmentRun.Outcome complete(ApplicationContext context, LocalDate night) {
        var nightly = context.getBean(NightlyRun.class);
        switch (nightly.state(night)) {
            case COMPLETE -> say("The nightly run of " + night + " is complete already.");
            case INTERRUPTED -> say("Going on with the nightly run of " + night + ", which was interrupted.");
            case OUTDATED ->
                say("The nightly run of " + night + " was begun with other options or rules, or more than a day ago:"
                        + " it starts anew.");
            case OPEN, TAKEN -> {}
        }
        AssessmentRun.Outcome outcome = nightly.complete(night);
        if (keep != null) {
            nightly.keepOnly(keep, night, LocalDate.now());
        }
        return outcome;
    }

    private static String inOneLine(AssessmentRun.Outcome outcome, LocalDate night) {
        var summary = outcome.report().summary();
        return "Nightly run of %s: %d resources, %d failing findings (%d critical, %d high), %d not assessed, %d coverage gaps; %s"
                .formatted(
                        night,
                        summary.totalResources(),
                        summary.findings(FindingStatus.FAIL),
                        summary.findings(FindingStatus.FAIL, Severity.CRITICAL),
                        summary.findings(FindingStatus.FAIL, Severity.HIGH),
                        summary.findings(FindingStatus.NOT_ASSESSED),
                        summary.coverageGaps(),
                        outcome.whereabouts());
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
