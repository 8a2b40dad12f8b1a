package dev.atrest.writers.html;

import dev.atrest.model.Rule;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.html.HtmlTable.Column;
import java.util.List;
import java.util.Map;

/** Every rule that was applied, with its results. */
final class RulesPart {

    private RulesPart() {}

    static void write(Page page) {
        Map<String, StatusCounts> counts = page.report().countsByRule();
        try (var table = new HtmlTable(
                page,
                page.text("rules.heading"),
                List.of(
                        Column.word(page.text("column.severity")),
                        Column.wide(page.text("column.rule")),
                        Column.word(page.text("column.type")),
                        Column.number(page.text("column.failed")),
                        Column.number(page.text("column.notAssessed")),
                        Column.number(page.text("column.waived")),
                        Column.number(page.text("column.passed"))))) {
            for (Rule rule : page.report().rules()) {
                StatusCounts count = counts.getOrDefault(rule.id(), StatusCounts.NONE);
                table.row().mark(rule.severity().name(), page.texts().of(rule.severity()));
                if (count.total() > count.pass()) {
                    table.link("#rule=" + Hash.encoded(rule.id()), rule.title(), rule.id());
                } else {
                    table.noted(rule.title(), rule.id());
                }
                table.text(page.texts().of(rule.resource()))
                        .number(count.fail())
                        .number(count.notAssessed())
                        .number(count.waived())
                        .number(count.pass());
            }
        }
    }
}
