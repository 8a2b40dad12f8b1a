package dev.atrest.jobs.cli;

import dev.atrest.jobs.Home;
import dev.atrest.jobs.doctor.Doctor;
import dev.atrest.jobs.doctor.LocalChecks;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.Check;
import dev.atrest.readers.Scope;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code atrest doctor}. */
@Command(
        name = "doctor",
        description =
                "Try what an assessment will need: credentials, clock, organisation, the role in each account and each"
                        + " action of its policy, the database and the rules. Says how to mend each gap.",
        footer = {"", "Exit codes: 0 all is well, 1 error, 2 usage, 4 something would be missing."},
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = "--account",
            paramLabel = "ID",
            split = ",",
            converter = ScopeOptions.AccountConverter.class,
            description = "Check only these accounts. Default: all that are discovered.")
    private List<String> accounts = List.of();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            split = ",",
            description = "Check only in these regions. Default: those that are enabled.")
    private List<String> regions = List.of();

    @Option(
            names = "--all-regions",
            description = "Try every action in every region. Default: in one region of each account, and in the"
                    + " others whether they are open at all.")
    private boolean allRegions;

    @Option(
            names = "--all",
            description = "Show every check. Default: gaps, and of each account how many actions are allowed.")
    private boolean all;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json, which has every check. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Mixin
    private AccountFilterOptions filter;

    @Mixin
    private AccessOptions access;

    @Mixin
    private RulesOption rules;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Home home = Home.locate();
        List<Check> local = new LocalChecks(home, data.folder(), () -> rules.load(home)).all();
        var scope = new Scope(Set.copyOf(accounts), Set.copyOf(regions), EnumSet.allOf(ResourceType.class), true)
                .withAccountFilter(filter.filter());
        Doctor.Report report = new Doctor(Clock.systemUTC(), TerminalProgress.create())
                .examine(access.access(), Optional.empty(), scope, allRegions);
        var sheet = new DoctorSheet(spec);
        switch (format) {
            case TABLE -> sheet.print(local, report, all);
            case JSON -> sheet.printJson(local, report);
        }
        return exitCode(local, report);
    }

    static int exitCode(List<Check> local, Doctor.Report report) {
        return DoctorSheet.every(local, report).anyMatch(check -> check.result() == Check.Result.GAP)
                ? ExitCode.COVERAGE_GAPS
                : ExitCode.COMPLIANT;
    }
}
