package dev.atrest.writers.html;

import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.html.HtmlTable.Column;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every waiver, in force or not, with what it covers. */
final class WaiversPart {

    private WaiversPart() {}

    static void write(Page page) {
        List<WaiverUse> waivers = page.report().waivers();
        if (waivers.isEmpty()) {
            page.paragraph("body", page.text("html.waivers.none"));
            return;
        }
        page.paragraph("intro", page.text("html.waivers.intro"));
        try (var table = new HtmlTable(
                page,
                page.text("html.waivers.heading"),
                List.of(
                        Column.word(page.text("html.waiver")),
                        Column.word(page.text("html.waiver.state")),
                        Column.number(page.text("html.waiver.findings")),
                        Column.wide(page.text("html.waiver.covers")),
                        Column.wide(page.text("html.waiver.reason")),
                        Column.text(page.text("html.waiver.approver")),
                        Column.word(page.text("html.waiver.expires"))))) {
            waivers.forEach(use -> row(table, use, page));
        }
    }

    private static void row(HtmlTable table, WaiverUse use, Page page) {
        Waiver waiver = use.waiver();
        table.row()
                .noted(waiver.id(), waiver.file())
                .mark("waiver-" + use.state(), page.text("html.waiver." + use.state()))
                .cell(() -> {
                    page.markup().text(page.texts().number(use.findings()));
                    if (use.matchesNothing()) {
                        page.markup().element("span", "note", page.text("html.waiver.nothing"));
                    }
                })
                .noted(waiver.rule(), covers(waiver))
                .text(waiver.reason())
                .noted(waiver.approver(), waiver.ticket())
                .noted(page.date(waiver.expires()), page.text("html.waiver.granted", page.date(waiver.granted())));
    }

    private static String covers(Waiver waiver) {
        return Stream.of(
                        waiver.resource().stream(),
                        waiver.account().stream(),
                        waiver.tags().entrySet().stream().map(tag -> tag.getKey() + "=" + tag.getValue()))
                .flatMap(patterns -> patterns)
                .collect(Collectors.joining("\n"));
    }
}
