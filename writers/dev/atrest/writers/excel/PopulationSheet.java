package dev.atrest.writers.excel;

import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentReport.PopulationRow;
import dev.atrest.writers.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.PrintSetup;

/** Every resource that was read with the result of every rule: what an auditor draws samples from. */
final class PopulationSheet {

    private PopulationSheet() {}

    static void write(AssessmentReport report, Sheets sheets) {
        Texts texts = sheets.texts();
        Map<String, String> accountNames = Sheets.accountNames(report);
        List<Rule> rules = report.rules();
        var columns = new ArrayList<>(List.of(
                new Table.Column(texts.get("column.type"), 18),
                new Table.Column(texts.get("column.resource"), 36),
                new Table.Column(texts.get("column.accountId"), 15),
                new Table.Column(texts.get("column.account"), 26),
                new Table.Column(texts.get("column.region"), 15),
                new Table.Column(texts.get("column.arn"), 60),
                new Table.Column(texts.get("column.readAt"), 20)));
        rules.forEach(rule -> columns.add(Table.Column.upright(rule.id())));
        try (var table = sheets.table(texts.get("sheet.population"), PrintSetup.A3_PAPERSIZE, 2, columns);
                Stream<PopulationRow> population = report.population()) {
            population.forEachOrdered(row -> {
                table.row()
                        .text(row.type().label())
                        .text(row.name())
                        .text(row.accountId())
                        .text(accountNames.getOrDefault(row.accountId(), ""))
                        .text(row.region())
                        .text(row.arn())
                        .moment(row.readAt());
                for (Rule rule : rules) {
                    FindingStatus status = row.statuses().get(rule.id());
                    if (status == null) {
                        table.blank();
                    } else {
                        table.word(
                                texts.get("status.short." + status),
                                sheets.styles().of(status));
                    }
                }
            });
        }
    }
}
