package dev.atrest.jobs.cli;

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
            "  3  findings at or above --fail-on",
            "  4  complete with coverage gaps"
        },
        subcommands = {
            DemoCommand.class,
            AssessCommand.class,
            DoctorCommand.class,
            RulesCommand.class,
            RunsCommand.class
        })
public final class AtrestCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /**
     * Runs a command line.
     *
     * @return the process's exit code
     */
    public static int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new AtrestCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(UsageError::execute)
                .setParameterExceptionHandler(UsageError::report)
                .setExecutionExceptionHandler((error, command, parsed) -> Failure.report(error, command.getErr()));
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
