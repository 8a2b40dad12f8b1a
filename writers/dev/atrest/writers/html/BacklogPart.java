package dev.atrest.writers.html;

import dev.atrest.model.BacklogItem;
import dev.atrest.writers.html.HtmlTable.Column;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How the backlog stands, and its most urgent items. */
final class BacklogPart {

    private static final int MOST_ITEMS = 50;

    private BacklogPart() {}

    static void write(Page page) {
        if (page.report().imported()) {
            page.paragraph("body", page.text("report.imported"));
            return;
        }
        Map<BacklogItem.State, Long> counts = page.report().backlogCounts();
        if (counts.isEmpty()) {
            page.paragraph("body", page.text("html.backlog.none"));
            return;
        }
        page.markup().raw("<ul class=\"counts\">\n");
        Arrays.stream(BacklogItem.State.values())
                .filter(state -> counts.getOrDefault(state, 0L) > 0)
                .forEachOrdered(state -> page.markup()
                        .raw("<li><b>")
                        .text(page.texts().number(counts.get(state)))
                        .raw("</b> ")
                        .text(page.text("html.backlog." + state))
                        .raw("</li>\n"));
        page.markup().raw("</ul>\n");
        long open = counts.entrySet().stream()
                .filter(entry -> entry.getKey().open())
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (open > 0) {
            items(page, open);
        }
    }

    private static void items(Page page, long open) {
        LocalDate today = LocalDate.ofInstant(page.report().summary().startedAt(), ZoneOffset.UTC);
        page.paragraph("intro", page.text("html.backlog.intro", Math.min(open, MOST_ITEMS), open));
        try (var table = new HtmlTable(
                        page,
                        page.text("html.backlog.heading"),
                        List.of(
                                Column.word(page.text("column.severity")),
                                Column.text(page.text("column.resource")),
                                Column.text(page.text("column.rule")),
                                Column.word(page.text("html.backlog.state")),
                                Column.word(page.text("html.backlog.due")),
                                Column.text(page.text("html.owner")),
                                Column.word(page.text("html.backlog.ticket"))));
                Stream<BacklogItem> backlog = page.report().backlog()) {
            backlog.filter(item -> item.state().open())
                    .limit(MOST_ITEMS)
                    .forEachOrdered(item -> table.row()
                            .mark(item.severity().name(), page.texts().of(item.severity()))
                            .link(
                                    "#finding=" + Hash.encoded(item.id()),
                                    item.resourceName().isEmpty() ? item.resourceArn() : item.resourceName(),
                                    item.accountId() + (item.region().isEmpty() ? "" : "  ·  " + item.region()))
                            .noted(
                                    item.ruleTitle(),
                                    item.group().map(BacklogItem.Group::title).orElse(""))
                            .text(page.text("html.backlog." + item.state()))
                            .noted(
                                    page.date(item.dueOn()),
                                    item.overdue(today) ? page.text("html.backlog.overdue") : "")
                            .text(item.owner())
                            .text(item.ticket()));
        }
    }
}
