package dev.atrest.writers.excel;

import dev.atrest.model.Rule;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Texts;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.PrintSetup;

/** The rules that were applied, with their reasons, remediations and results. */
final class RulesSheet {

    private RulesSheet() {}

    static void write(AssessmentReport report, Sheets sheets) {
        Texts texts = sheets.texts();
        try (var table = sheets.table(
                texts.get("sheet.rules"),
                PrintSetup.A3_PAPERSIZE,
                0,
                List.of(
                        new Table.Column(texts.get("column.ruleId"), 40),
                        new Table.Column(texts.get("column.rule"), 40),
                        new Table.Column(texts.get("column.severity"), 14),
                        new Table.Column(texts.get("column.type"), 18),
                        new Table.Column(texts.get("column.passed"), 11),
                        new Table.Column(texts.get("column.failed"), 11),
                        new Table.Column(texts.get("column.waived"), 11),
                        new Table.Column(texts.get("column.notAssessed"), 11),
                        new Table.Column(texts.get("column.rationale"), 60),
                        new Table.Column(texts.get("column.remediation"), 60),
                        new Table.Column(texts.get("column.effort"), 12),
                        new Table.Column(texts.get("column.command"), 60),
                        new Table.Column(texts.get("column.terraform"), 50),
                        new Table.Column(texts.get("column.applies"), 50),
                        new Table.Column(texts.get("column.requires"), 50),
                        new Table.Column(texts.get("column.controls"), 34)))) {
            var counts = report.countsByRule();
            for (Rule rule : report.rules()) {
                StatusCounts count = counts.getOrDefault(rule.id(), StatusCounts.NONE);
                table.row()
                        .text(rule.id())
                        .wrapped(rule.title())
                        .word(texts.of(rule.severity()), sheets.styles().of(rule.severity()))
                        .text(rule.resource().label())
                        .number(count.pass())
                        .number(count.fail())
                        .number(count.waived())
                        .number(count.notAssessed())
                        .wrapped(rule.rationale().strip())
                        .wrapped(rule.remediation().summary().strip())
                        .text(texts.get("effort." + rule.remediation().effort()))
                        .wrapped(rule.remediation().cli().strip())
                        .wrapped(rule.remediation().terraform().strip())
                        .wrapped(rule.when().strip())
                        .wrapped(rule.require().strip())
                        .wrapped(new TreeMap<>(rule.controls())
                                .entrySet().stream()
                                        .map(framework ->
                                                framework.getKey() + " " + String.join(", ", framework.getValue()))
                                        .collect(Collectors.joining("\n")));
            }
        }
    }
}
