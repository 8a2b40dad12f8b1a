package dev.atrest.writers.excel;

import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.ControlNames;
import dev.atrest.writers.Texts;
import java.util.List;

/** The rules that were applied, with their reasons, remediations and results. */
final class RulesSheet {

    private RulesSheet() {}

    static void write(AssessmentReport report, Sheets sheets) {
        Texts texts = sheets.texts();
        try (var table = sheets.table(
                "rules",
                1,
                texts.get("excel.empty.rules"),
                List.of(
                        sheets.ruleIds(report),
                        sheets.column("column.rule", 34),
                        sheets.column("column.severity", 13),
                        sheets.column("column.type", 17),
                        sheets.number("column.passed"),
                        sheets.number("column.failed"),
                        sheets.number("column.waived"),
                        sheets.number("column.notAssessed"),
                        sheets.column("column.rationale", 56),
                        sheets.column("column.remediation", 56),
                        sheets.column("column.effort", 12),
                        sheets.column("column.controls", 34),
                        sheets.column("column.command", 60),
                        sheets.column("column.terraform", 60),
                        sheets.column("column.applies", 50),
                        sheets.column("column.requires", 50)))) {
            var counts = report.countsByRule();
            var controlNames = new ControlNames(report);
            for (Rule rule : report.rules()) {
                StatusCounts count = counts.getOrDefault(rule.id(), StatusCounts.NONE);
                table.row()
                        .mark("rule:" + rule.id())
                        .wrapped(rule.id())
                        .wrapped(rule.title())
                        .word(texts.of(rule.severity()), sheets.styles().of(rule.severity()))
                        .text(rule.resource().label())
                        .number(count.pass())
                        .number(count.fail(), FindingStatus.FAIL + ":" + rule.id())
                        .number(count.waived(), FindingStatus.WAIVED + ":" + rule.id())
                        .number(count.notAssessed(), FindingStatus.NOT_ASSESSED + ":" + rule.id())
                        .wrapped(rule.rationale().strip())
                        .wrapped(rule.remediation().summary().strip())
                        .text(texts.get("effort." + rule.remediation().effort()))
                        .wrapped(String.join("\n", controlNames.of(rule.controls())))
                        .wrapped(rule.remediation().cli().strip())
                        .wrapped(rule.remediation().terraform().strip())
                        .wrapped(rule.when().strip())
                        .wrapped(rule.require().strip());
            }
        }
    }
}
