package dev.atrest.writers.html;

import dev.atrest.model.ControlResult;
import dev.atrest.model.Framework;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.html.HtmlTable.Column;
import java.util.List;

/** The result of every control, a table a framework, with the population that it rests on. */
final class ControlsPart {

    private ControlsPart() {}

    static void write(Page page) {
        if (page.report().frameworks().isEmpty()) {
            page.paragraph("body", page.text("html.controls.none"));
            return;
        }
        page.paragraph("intro", page.text("controls.intro"));
        for (Framework framework : page.report().frameworks()) {
            page.subheading(framework.heading());
            framework(page, framework);
        }
    }

    private static void framework(Page page, Framework framework) {
        try (var table = new HtmlTable(
                page,
                framework.heading(),
                List.of(
                        Column.word(page.text("column.control")),
                        Column.wide(page.text("column.controlTitle")),
                        Column.word(page.text("column.result")),
                        Column.number(page.text("column.tested")),
                        Column.number(page.text("column.passed")),
                        Column.number(page.text("column.failed")),
                        Column.number(page.text("column.waived")),
                        Column.number(page.text("column.notAssessed"))))) {
            page.report().controlResults().stream()
                    .filter(result -> result.framework().id().equals(framework.id()))
                    .forEachOrdered(result -> row(table, result, page));
        }
    }

    private static void row(HtmlTable table, ControlResult result, Page page) {
        StatusCounts counts = result.counts();
        boolean listed = counts.total() > counts.pass();
        table.row();
        if (listed) {
            table.link(hash(result), result.control().id(), "");
        } else {
            table.text(result.control().id());
        }
        table.noted(result.control().title(), result.control().guidance())
                .mark(result.result().name(), page.texts().of(result.result()));
        if (counts.total() == 0) {
            for (int column = 0; column < 5; column++) {
                table.text("–");
            }
        } else {
            // of a control that is judged by hand, too: what its rules found supports the auditor
            table.number(counts.pass() + counts.fail() + counts.waived())
                    .number(counts.pass())
                    .number(counts.fail())
                    .number(counts.waived())
                    .number(counts.notAssessed());
        }
    }

    private static String hash(ControlResult result) {
        return "#control="
                + Hash.encoded(result.framework().id() + " " + result.control().id());
    }
}
