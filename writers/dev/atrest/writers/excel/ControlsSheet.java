package dev.atrest.writers.excel;

import dev.atrest.model.ControlResult;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Texts;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.CellStyle;

/** The result of every control of every framework, with the population that it rests on. */
final class ControlsSheet {

    private ControlsSheet() {}

    static void write(AssessmentReport report, Sheets sheets) {
        Texts texts = sheets.texts();
        try (var table = sheets.table(
                "controls",
                0,
                texts.get("excel.empty.controls"),
                List.of(
                        sheets.column("column.framework", 30),
                        sheets.column("column.control", 10),
                        sheets.column("column.controlTitle", 46),
                        sheets.column("column.result", 17),
                        sheets.number("column.tested"),
                        sheets.number("column.passed"),
                        sheets.number("column.failed"),
                        sheets.number("column.waived"),
                        sheets.number("column.notAssessed"),
                        new Column(
                                texts.get("column.rules"),
                                sheets.ruleIds(report).width()),
                        sheets.column("column.guidance", 60)))) {
            for (ControlResult control : report.controlResults()) {
                StatusCounts counts = control.counts();
                table.row()
                        .wrapped(control.framework().heading())
                        .text(control.control().id())
                        .wrapped(control.control().title())
                        .word(texts.of(control.result()), styleOf(control.result(), sheets.styles()))
                        .number(counts.pass() + counts.fail() + counts.waived())
                        .number(counts.pass())
                        .number(counts.fail(), first(control, FindingStatus.FAIL, report))
                        .number(counts.waived(), first(control, FindingStatus.WAIVED, report))
                        .number(counts.notAssessed(), first(control, FindingStatus.NOT_ASSESSED, report));
                rules(control, table).wrapped(control.control().guidance());
            }
        }
    }

    private static Table rules(ControlResult control, Table table) {
        return switch (control.ruleIds().size()) {
            case 0 -> table.blank();
            case 1 ->
                table.place(
                        control.ruleIds().getFirst(),
                        "rule:" + control.ruleIds().getFirst());
            // a cell leads to one place only
            default -> table.wrapped(String.join("\n", control.ruleIds()));
        };
    }

    /** Where the findings of this status begin, of the first of the control's rules that has any. */
    private static String first(ControlResult control, FindingStatus status, AssessmentReport report) {
        Map<String, StatusCounts> counts = report.countsByRule();
        return control.ruleIds().stream()
                .filter(rule -> counts.getOrDefault(rule, StatusCounts.NONE).of(status) > 0)
                .map(rule -> status + ":" + rule)
                .findFirst()
                .orElse("sheet:findings");
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
