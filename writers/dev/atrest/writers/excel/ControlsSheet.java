package dev.atrest.writers.excel;

import dev.atrest.model.ControlResult;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Texts;
import java.util.List;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.PrintSetup;

/** The result of every control of every framework, with the population that it rests on. */
final class ControlsSheet {

    private ControlsSheet() {}

    static void write(AssessmentReport report, Sheets sheets) {
        Texts texts = sheets.texts();
        try (var table = sheets.table(
                texts.get("sheet.controls"),
                PrintSetup.A4_PAPERSIZE,
                0,
                List.of(
                        new Table.Column(texts.get("column.framework"), 48),
                        new Table.Column(texts.get("column.control"), 10),
                        new Table.Column(texts.get("column.controlTitle"), 52),
                        new Table.Column(texts.get("column.result"), 16),
                        Table.Column.number(texts.get("column.tested")),
                        Table.Column.number(texts.get("column.passed")),
                        Table.Column.number(texts.get("column.failed")),
                        Table.Column.number(texts.get("column.waived")),
                        Table.Column.number(texts.get("column.notAssessed")),
                        new Table.Column(texts.get("column.rules"), 48),
                        new Table.Column(texts.get("column.guidance"), 60)))) {
            for (ControlResult control : report.controlResults()) {
                StatusCounts counts = control.counts();
                table.row()
                        .wrapped(control.framework().heading())
                        .text(control.control().id())
                        .wrapped(control.control().title())
                        .word(texts.of(control.result()), styleOf(control.result(), sheets.styles()))
                        .number(counts.pass() + counts.fail() + counts.waived())
                        .number(counts.pass())
                        .number(counts.fail())
                        .number(counts.waived())
                        .number(counts.notAssessed())
                        .wrapped(String.join("\n", control.ruleIds()))
                        .wrapped(control.control().guidance());
            }
        }
    }

    private static CellStyle styleOf(ControlResult.Result result, Styles styles) {
        return switch (result) {
            case FAIL -> styles.of(FindingStatus.FAIL);
            case NOT_ASSESSED -> styles.of(FindingStatus.NOT_ASSESSED);
            case PASS -> styles.of(FindingStatus.PASS);
            case NOT_APPLICABLE, MANUAL, OUT_OF_SCOPE -> styles.of(Coverage.Status.EXCLUDED);
        };
    }
}
