package dev.atrest.writers.pdf;

import dev.atrest.model.Rule;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.Texts;
import dev.atrest.writers.pdf.Grid.Column;
import java.util.List;
import java.util.Map;

/** Every rule that was applied, those that nothing broke included. */
final class RulesSection {

    private RulesSection() {}

    static void write(AssessmentReport report, Pages pages) {
        Texts texts = pages.texts();
        pages.section(ReportSection.RULES);
        Map<String, StatusCounts> counts = report.countsByRule();
        try (var grid = new Grid(
                pages,
                List.of(
                        new Column(texts.get("column.rule"), 46),
                        new Column(texts.get("column.type"), 15),
                        new Column(texts.get("column.severity"), 13),
                        new Column(texts.get("column.passed"), 9, true),
                        new Column(texts.get("column.failed"), 9, true),
                        new Column(texts.get("column.waived"), 10, true),
                        new Column(texts.get("column.notAssessed"), 10, true)))) {
            for (Rule rule : report.rules()) {
                StatusCounts count = counts.getOrDefault(rule.id(), StatusCounts.NONE);
                grid.noted(rule.title(), rule.id())
                        .text(rule.resource().label())
                        .add(pages.type()
                                .coloured(
                                        texts.of(rule.severity()),
                                        pages.colours().of(rule.severity())))
                        .number(count.pass())
                        .number(count.fail())
                        .number(count.waived())
                        .number(count.notAssessed());
            }
        }
    }
}
