package dev.atrest.jobs.cli;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.report.UnknownFramework;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** A wrong command line: one message, what may have been meant, and where the options are explained. */
final class UsageError {

    private UsageError() {}

    static int report(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        var err = command.getErr();
        // picocli says "option" twice where a value has no "=".
        err.println("atrest: " + String.valueOf(error.getMessage()).replace("option option", "option"));
        UnmatchedArgumentException.printSuggestions(error, err);
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE;
    }

    /** Runs the command that is named last. Asking for help does not make up for words that are no command. */
    static int execute(ParseResult parsed) {
        for (ParseResult at = parsed; at != null; at = at.subcommand()) {
            if (!at.unmatched().isEmpty()) {
                throw new UnmatchedArgumentException(at.commandSpec().commandLine(), at.unmatched());
            }
        }
        return new RunLast().execute(parsed);
    }

    /** Frameworks that a command line names must be of the catalogue. */
    static void requireFrameworks(List<String> ids, RuleCatalog catalog, CommandLine command) {
        try {
            ids.forEach(id -> UnknownFramework.require(catalog, id));
        } catch (UnknownFramework unknown) {
            throw new ParameterException(command, "--framework: " + unknown.getMessage(), unknown);
        }
    }
}
