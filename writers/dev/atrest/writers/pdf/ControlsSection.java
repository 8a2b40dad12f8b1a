package dev.atrest.writers.pdf;

import dev.atrest.model.ControlResult;
import dev.atrest.model.Framework;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Colour;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.Texts;
import dev.atrest.writers.pdf.Grid.Column;
import dev.atrest.writers.pdf.Typography.Style;
import java.util.List;

/** The result of every control, a table a framework. */
final class ControlsSection {

    private ControlsSection() {}

    static void write(AssessmentReport report, Pages pages) {
        pages.section(ReportSection.CONTROLS);
        pages.paragraph(pages.texts().get("controls.intro"), Style.NOTE);
        for (Framework framework : report.frameworks()) {
            pages.subsection(framework.heading());
            try (var grid = grid(pages)) {
                report.controlResults().stream()
                        .filter(result -> result.framework().id().equals(framework.id()))
                        .forEachOrdered(result -> row(grid, result, pages));
            }
        }
    }

    private static Grid grid(Pages pages) {
        Texts texts = pages.texts();
        return new Grid(
                pages,
                List.of(
                        new Column(texts.get("column.control"), 8),
                        new Column(texts.get("column.controlTitle"), 40),
                        new Column(texts.get("column.result"), 15),
                        new Column(texts.get("column.tested"), 9, true),
                        new Column(texts.get("column.failed"), 9, true),
                        new Column(texts.get("column.waived"), 10, true),
                        new Column(texts.get("column.notAssessed"), 10, true)));
    }

    private static void row(Grid grid, ControlResult result, Pages pages) {
        StatusCounts counts = result.counts();
        grid.text(result.control().id())
                .noted(result.control().title(), result.control().guidance())
                .add(pages.type().coloured(pages.texts().of(result.result()), colourOf(result, pages.colours())));
        if (counts.total() == 0) {
            grid.text("–").text("–").text("–").text("–");
        } else {
            // of a control that is judged by hand, too: what its rules found supports the auditor
            grid.number(counts.pass() + counts.fail() + counts.waived())
                    .number(counts.fail())
                    .number(counts.waived())
                    .number(counts.notAssessed());
        }
    }

    private static Colour colourOf(ControlResult result, Brand.Palette colours) {
        return switch (result.result()) {
            case FAIL -> colours.fail();
            case NOT_ASSESSED -> colours.notAssessed();
            case PASS -> colours.pass();
            case NOT_APPLICABLE, MANUAL, OUT_OF_SCOPE -> colours.muted();
        };
    }
}
