package dev.atrest.jobs.cli;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.model.Rule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code atrest rules}. */
@Command(
        name = "rules",
        description = "List, show, test, write and explain the rules.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RulesListCommand.class,
            RulesShowCommand.class,
            RulesTestCommand.class,
            RulesNewCommand.class,
            RulesExplainCommand.class
        })
final class RulesCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: list, show, test, new or explain");
    }

    static Rule require(RuleCatalog catalog, String id) {
        return catalog.find(id)
                .orElseThrow(() -> new CommandException("no rule '" + id + "'; atrest rules list shows all"));
    }
}
