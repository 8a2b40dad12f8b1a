package dev.atrest.jobs.cli;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.backlog.Abandoned;
import dev.atrest.jobs.backlog.Backlog;
import dev.atrest.jobs.store.BacklogEvent;
import dev.atrest.jobs.store.BacklogStore;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Change;
import dev.atrest.writers.VisibleText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atrest backlog show}. */
@Command(
        name = "show",
        description =
                "Show one item of the backlog: why it is as urgent as it is, what became of it, and how to resolve it.",
        mixinStandardHelpOptions = true)
final class BacklogShowCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    @Parameters(paramLabel = "ITEM", description = "Id of the item, as atrest backlog and backlog.csv tell it.")
    private String id;

    @Mixin
    private RulesOption rules;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Home home = Home.locate();
        RuleCatalog catalog = rules.list(home);
        try (var context = AtrestContext.start(
                home, data.folder(), "backlog show", beans -> beans.registerBean(RuleCatalog.class, () -> catalog))) {
            BacklogItem item = context.getBean(Backlog.class)
                    .find(id)
                    .orElseThrow(() -> new CommandException(
                            "no item '" + id + "' in the backlog of " + data.folder() + "; see atrest backlog"));
            print(item, context.getBean(BacklogStore.class).history(id));
        }
        return ExitCode.COMPLIANT;
    }

    private void print(BacklogItem item, List<BacklogEvent> history) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        var sheet = new Sheet(spec);
        sheet.title(VisibleText.of(item.message()));
        sheet.field("Item", item.id());
        sheet.field("Rule", item.ruleId() + ": " + item.ruleTitle());
        sheet.field("Resource", VisibleText.of(item.resourceArn()));
        sheet.field("Account", item.accountId() + (item.region().isEmpty() ? "" : ", " + item.region()));
        sheet.field("Class", item.dataProtectionClass().map(Enum::name).orElse(""));
        sheet.field("Owner", VisibleText.of(item.owner()));
        sheet.field("State", words(item.state().name()) + reopened(item));
        sheet.field("Due", item.dueOn() + (item.overdue(today) ? ", overdue" : ""));
        sheet.field("First seen", TIME.format(item.firstSeenAt()));
        sheet.field("Open since", item.state().open() ? since(item, today) : "");
        sheet.field("Last seen", TIME.format(item.lastSeenAt()));
        sheet.field("Closed", item.closedAt().map(TIME::format).orElse(""));
        sheet.field(
                "Priority",
                String.format(Locale.ROOT, "%.1f = ", item.priority().score())
                        + item.priority().explanation());
        sheet.field(
                "Change",
                VisibleText.of(item.group().map(BacklogItem.Group::title).orElse("")));
        sheet.field("Ticket", VisibleText.of(item.ticket()));
        sheet.heading("Remediation");
        sheet.field("", item.remediation().isEmpty() ? "The rule is no longer in force." : item.remediation());
        sheet.field("Effort", item.effort().name());
        sheet.verbatim("AWS CLI", item.command());
        sheet.verbatim("Terraform", item.terraform());
        sheet.heading("History");
        history.forEach(event -> sheet.line(2, told(event)));
        sheet.flush();
    }

    private static String reopened(BacklogItem item) {
        return item.reopened() == 0
                ? ""
                : ", opened again %d time%s".formatted(item.reopened(), item.reopened() == 1 ? "" : "s");
    }

    private static String since(BacklogItem item, LocalDate today) {
        long days = ChronoUnit.DAYS.between(LocalDate.ofInstant(item.openedAt(), ZoneOffset.UTC), today);
        return TIME.format(item.openedAt()) + " (%d day%s)".formatted(days, days == 1 ? "" : "s");
    }

    private static String told(BacklogEvent event) {
        Instant at = event.at();
        return "%s  %s%s%s%s"
                .formatted(
                        TIME.format(at),
                        words(event.kind().name()),
                        event.cause() == Change.Cause.OTHER
                                ? ""
                                : " (" + words(event.cause().name()) + ")",
                        event.detail().isEmpty() ? "" : ": " + VisibleText.of(event.detail()),
                        event.assessmentId().startsWith(Abandoned.BY_HAND)
                                ? ""
                                : ", assessment " + event.assessmentId());
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
