package dev.atrest.jobs.cli;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.backlog.Abandoned;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code atrest backlog close}. */
@Command(
        name = "close",
        description = {
            "Close all items of accounts that nobody will look at any more, such as those that have left the organisation.",
            "Their history says when and why, and the next export closes their tickets. What is seen failing again is opened again."
        },
        mixinStandardHelpOptions = true)
final class BacklogCloseCommand implements Callable<Integer> {

    private static final int LONGEST_REASON = 1000;

    @Option(names = "--account", paramLabel = "ID", split = ",", required = true, description = "The accounts.")
    private List<String> accounts = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for the history.")
    private String reason;

    @Mixin
    private RulesOption rules;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new ParameterException(
                    spec.commandLine(), "--reason is to be a text of at most " + LONGEST_REASON + " characters");
        }
        Home home = Home.locate();
        RuleCatalog catalog = rules.list(home);
        try (var context = AtrestContext.start(
                home, data.folder(), "backlog close", beans -> beans.registerBean(RuleCatalog.class, () -> catalog))) {
            long closed = context.getBean(Abandoned.class).close(Set.copyOf(accounts), reason.strip());
            spec.commandLine().getOut().println(closed + (closed == 1 ? " item is" : " items are") + " closed.");
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
        spec.commandLine().getOut().flush();
        return ExitCode.COMPLIANT;
    }
}
