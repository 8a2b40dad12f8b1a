package dev.atrest.jobs.cli;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.Home;
import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.VisibleText;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code atrest waivers list}. */
@Command(
        name = "list",
        description = "List the waivers with all that they say; no assessment is looked at.",
        mixinStandardHelpOptions = true)
final class WaiversListCommand implements Callable<Integer> {

    @Mixin
    private RulesOption rules;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RuleCatalog catalog = rules.list(Home.locate());
        List<WaiverUse> waivers = catalog.waiversOn(LocalDate.now(ZoneOffset.UTC));
        var sheet = new Sheet(spec);
        if (waivers.isEmpty()) {
            sheet.line(0, "There are no waivers. How to write one is told in config/waivers.yml and docs/waivers.md.");
        }
        waivers.forEach(use -> show(use, sheet));
        sheet.flush();
        return ExitCode.COMPLIANT;
    }

    private static void show(WaiverUse use, Sheet sheet) {
        Waiver waiver = use.waiver();
        sheet.heading("%s (%s)".formatted(waiver.id(), WaiversCheckCommand.inWords(use.state())));
        field(sheet, "Rule", waiver.rule());
        field(sheet, "Resource", waiver.resource().orElse(""));
        field(sheet, "Account", waiver.account().orElse(""));
        field(
                sheet,
                "Tags",
                new TreeMap<>(waiver.tags())
                        .entrySet().stream()
                                .map(tag -> tag.getKey() + " = " + tag.getValue())
                                .collect(Collectors.joining(", ")));
        field(sheet, "Days", waiver.granted() + " to " + waiver.expires());
        field(sheet, "Reason", waiver.reason());
        field(sheet, "Approver", waiver.approver());
        field(sheet, "Ticket", waiver.ticket());
        field(sheet, "File", waiver.file());
    }

    private static void field(Sheet sheet, String label, String text) {
        sheet.field(label, VisibleText.of(text));
    }
}
