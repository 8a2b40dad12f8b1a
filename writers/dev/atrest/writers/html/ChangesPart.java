package dev.atrest.writers.html;

import dev.atrest.model.Change;
import dev.atrest.writers.html.HtmlTable.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What has become other since the assessment before. */
final class ChangesPart {

    private static final int MOST_CHANGES = 200;

    private ChangesPart() {}

    static void write(Page page) {
        if (page.report().imported()) {
            page.paragraph("body", page.text("report.imported"));
            return;
        }
        Optional<String> previous = page.report().previousAssessment();
        if (previous.isEmpty()) {
            page.paragraph("body", page.text("html.changes.first"));
            return;
        }
        Map<Change.Kind, Long> counts = page.report().changeCounts();
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        page.paragraph("intro", page.text("html.changes.intro", previous.get(), all));
        if (all == 0) {
            return;
        }
        page.markup().raw("<ul class=\"counts\">\n");
        Arrays.stream(Change.Kind.values())
                .filter(kind -> counts.getOrDefault(kind, 0L) > 0)
                .forEachOrdered(kind -> page.markup()
                        .raw("<li><b>")
                        .text(page.texts().number(counts.get(kind)))
                        .raw("</b> ")
                        .text(page.text("html.change." + kind))
                        .raw("</li>\n"));
        page.markup().raw("</ul>\n");
        table(page);
        if (all > MOST_CHANGES) {
            page.paragraph("note", page.text("html.shown", MOST_CHANGES, all));
        }
    }

    private static void table(Page page) {
        try (var table = new HtmlTable(
                        page,
                        page.text("html.changes.heading"),
                        List.of(
                                Column.word(page.text("html.change")),
                                Column.word(page.text("column.severity")),
                                Column.text(page.text("column.resource")),
                                Column.text(page.text("column.ruleId")),
                                Column.wide(page.text("html.change.cause"))));
                Stream<Change> changes = page.report().changes()) {
            changes.limit(MOST_CHANGES)
                    .forEachOrdered(change -> table.row()
                            .text(page.text("html.change." + change.kind()))
                            .mark(change.severity().name(), page.texts().of(change.severity()))
                            .noted(
                                    change.resourceName().isEmpty() ? change.resourceArn() : change.resourceName(),
                                    change.accountId() + (change.region().isEmpty() ? "" : "  ·  " + change.region()))
                            .text(change.ruleId())
                            .noted(page.text("html.cause." + change.cause()), change.detail()));
        }
    }
}
