package dev.atrest.jobs.cli;

import dev.atrest.jobs.Signals;
import dev.atrest.jobs.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code atrest}. */
@Command(
        name = "atrest",
        description = "Audits encryption at rest across whole AWS organisations.",
        mixinStandardHelpOptions = true,
        versionProvider = AtrestCommand.VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  compliant: everything was seen and nothing fails at or above --fail-on",
            "  1  an error ended the command",
            "  2  the command line is wrong",
            "  3  findings at or above --fail-on; of waivers check: a waiver needs attention",
            "  4  complete with coverage gaps",
            "  130, 143  stopped by Ctrl-C or SIGTERM; the same command goes on where it was"
        },
        subcommands = {
            DemoCommand.class,
            AssessCommand.class,
            NightlyCommand.class,
            DoctorCommand.class,
            RulesCommand.class,
            WaiversCommand.class,
            RunsCommand.class,
            ReportCommand.class,
            BacklogCommand.class,
            ExportCommand.class,
            DiffCommand.class,
            EvaluateCommand.class,
            VerifyCommand.class,
            EvidenceCommand.class
        })
public final class AtrestCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private final Signals signals;

    private AtrestCommand(Signals signals) {
        this.signals = signals;
    }

    /**
     * Runs a command line.
     *
     * @param signals stop what runs
     * @return the process's exit code
     */
    public static int execute(Signals signals, String... arguments) {
        return commandLine(signals).execute(arguments);
    }

    static CommandLine commandLine() {
        return commandLine(Signals.ignored());
    }

    private static CommandLine commandLine(Signals signals) {
        return new CommandLine(new AtrestCommand(signals))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(UsageError::execute)
                .setParameterExceptionHandler(UsageError::report)
                .setExecutionExceptionHandler((error, command, parsed) -> Failure.report(error, command.getErr()));
    }

    /** The signals of the process that runs this command. */
    static Signals signals(CommandLine command) {
        return command.getCommandSpec().root().userObject() instanceof AtrestCommand root
                ? root.signals
                : Signals.ignored();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command");
    }

    static final class VersionProvider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"atrest " + Version.current()};
        }
    }
}
