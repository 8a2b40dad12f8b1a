package dev.atrest.jobs.cli;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.backlog.Abandoned;
import dev.atrest.jobs.backlog.Backlog;
import dev.atrest.jobs.store.AccountNames;
import dev.atrest.jobs.store.BacklogFilter;
import dev.atrest.jobs.store.BacklogStore;
import dev.atrest.jobs.store.BacklogStore.Property;
import dev.atrest.jobs.store.ClosureStore.InAccount;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code atrest backlog}. */
@Command(
        name = "backlog",
        description = {
            "List what fails and is to be resolved, over all assessments, the most urgent first.",
            "Without --state: what is open or could not be assessed. Why an item comes where it does, what became of it and how"
                    + " to resolve it tells atrest backlog show ITEM."
        },
        mixinStandardHelpOptions = true,
        subcommands = {BacklogShowCommand.class, BacklogCloseCommand.class})
final class BacklogCommand implements Callable<Integer> {

    private static final Set<BacklogItem.State> OPEN = Arrays.stream(BacklogItem.State.values())
            .filter(BacklogItem.State::open)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(BacklogItem.State.class)));

    /** What items are listed by. */
    enum Grouping {
        /** What one change mends, together. */
        CHANGE
    }

    @Option(names = "--account", paramLabel = "ID", split = ",", description = "Only items of these accounts.")
    private List<String> accounts = List.of();

    @Option(names = "--region", paramLabel = "REGION", split = ",", description = "Only items of these regions.")
    private List<String> regions = List.of();

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            split = ",",
            description = "Only items of these severities: ${COMPLETION-CANDIDATES}.")
    private List<Severity> severities = List.of();

    @Option(names = "--rule", paramLabel = "RULE", split = ",", description = "Only items of these rules.")
    private List<String> rules = List.of();

    @Option(
            names = "--owner",
            paramLabel = "OWNER",
            description = "Only items of this owner; \"\" for those of nobody.")
    private List<String> owners = List.of();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "Only items in these states: ${COMPLETION-CANDIDATES}.")
    private List<BacklogItem.State> states = List.of();

    @Option(names = "--overdue", description = "Only open items whose due date has passed.")
    private boolean overdue;

    @Option(
            names = "--group-by",
            paramLabel = "GROUP",
            description =
                    "List the changes to be made, that whose items have the greatest priorities in all first, each with its commands:"
                            + " ${COMPLETION-CANDIDATES}.")
    private Optional<Grouping> grouping = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many items or changes; 0 for all. Default: 50 items, or 10 changes.")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--json", description = "One JSON object a line instead of a table.")
    private boolean json;

    @Mixin
    private RulesOption rulesInForce;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (limit.isPresent() && limit.get() < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--limit is to be 0, for all, or more, and is " + limit.get());
        }
        Home home = Home.locate();
        RuleCatalog catalog = rulesInForce.list(home);
        PrintWriter out = spec.commandLine().getOut();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (var context = AtrestContext.start(
                home, data.folder(), "backlog", beans -> beans.registerBean(RuleCatalog.class, () -> catalog))) {
            var backlog = context.getBean(Backlog.class);
            requireKnown(context.getBean(BacklogStore.class), context.getBean(AccountNames.class), catalog);
            boolean any = grouping.isPresent() ? group(backlog, today, out) : list(backlog, today, out);
            if (!any && !json) {
                out.println(
                        context.getBean(BacklogStore.class).places().isEmpty()
                                ? "No backlog in " + data.folder()
                                        + " yet; it begins with the first assessment: atrest assess"
                                : "The backlog has no such items.");
            }
            tellAbandoned(context.getBean(Abandoned.class).accounts());
        }
        out.flush();
        return ExitCode.COMPLIANT;
    }

    /** A value that nothing has is a slip of the pen: an empty list would look like good news. */
    private void requireKnown(BacklogStore store, AccountNames names, RuleCatalog catalog) {
        if (store.places().isEmpty()) {
            return;
        }
        if (!accounts.isEmpty()) {
            var known = new HashSet<>(store.values(Property.ACCOUNT));
            known.addAll(names.latest().keySet());
            NearMisses.require("--account", "account", accounts, known);
        }
        if (!regions.isEmpty()) {
            NearMisses.require("--region", "region", regions, store.values(Property.REGION));
        }
        if (!rules.isEmpty()) {
            var known = new HashSet<>(store.values(Property.RULE));
            catalog.rules().stream().map(Rule::id).forEach(known::add);
            NearMisses.require("--rule", "rule", rules, known);
        }
        NearMisses.require(
                "--owner",
                "owner",
                owners.stream().filter(owner -> !owner.isEmpty()).toList(),
                owners.isEmpty() ? Set.of() : store.values(Property.OWNER));
    }

    /** Apart from the list, and on standard error: it is no program's item. */
    private void tellAbandoned(List<InAccount> abandoned) {
        var err = spec.commandLine().getErr();
        for (InAccount account : abandoned) {
            LocalDate since = LocalDate.ofInstant(account.leftAt().orElse(account.lookedAt()), ZoneOffset.UTC);
            err.println("Account " + account.accountId()
                    + (account.leftAt().isPresent() ? " is not in scope since " : " was seen last on ") + since
                    + ", and "
                    + account.items() + (account.items() == 1 ? " item of it is" : " items of it are")
                    + " not closed. If nobody will look at it any more:");
            err.println("  atrest backlog close --account " + account.accountId() + " --reason TEXT");
        }
        err.flush();
    }

    private boolean group(Backlog backlog, LocalDate today, PrintWriter out) {
        try (var items = backlog.items(filter(today))) {
            var groups = new BacklogGroups(items, backlog::find);
            int limit = limit(10);
            if (json) {
                groups.printLines(limit, out);
            } else {
                groups.print(limit, out);
            }
            return !groups.isEmpty();
        }
    }

    private boolean list(Backlog backlog, LocalDate today, PrintWriter out) {
        try (var items = backlog.items(filter(today))) {
            var table = json ? BacklogTable.lines(out) : BacklogTable.table(today, out);
            int limit = limit(50);
            var shown = limit > 0 ? items.limit(limit + 1L) : items;
            long printed = 0;
            for (BacklogItem item : (Iterable<BacklogItem>) shown::iterator) {
                if (limit > 0 && printed == limit) {
                    table.more();
                    break;
                }
                table.print(item);
                printed++;
            }
            return printed > 0;
        }
    }

    private int limit(int otherwise) {
        return limit.orElse(otherwise);
    }

    private BacklogFilter filter(LocalDate today) {
        return new BacklogFilter(
                Set.copyOf(accounts),
                Set.copyOf(regions),
                Set.copyOf(severities),
                Set.copyOf(rules),
                Set.copyOf(owners),
                states.isEmpty() ? OPEN : EnumSet.copyOf(states),
                overdue ? Optional.of(today) : Optional.empty());
    }
}
