package dev.atrest.writers.excel;

import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentReport.PopulationRow;
import dev.atrest.writers.Texts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every resource that was read with the result of every rule: what an auditor draws samples from. */
final class PopulationSheet {

    private PopulationSheet() {}

    static void write(AssessmentReport report, Sheets sheets) {
        Texts texts = sheets.texts();
        Map<String, String> accountNames = Sheets.accountNames(report);
        List<Rule> rules = report.rules();
        var words = new EnumMap<FindingStatus, String>(FindingStatus.class);
        for (FindingStatus status : FindingStatus.values()) {
            words.put(status, texts.get("status.short." + status));
        }
        var columns = new ArrayList<Column>(List.of(
                sheets.column("column.type", 17),
                sheets.column("column.resource", 34),
                sheets.column("column.accountId", 15),
                sheets.column("column.region", 15)));
        rules.forEach(rule -> columns.add(Column.upright(rule.id())));
        columns.addAll(List.of(
                sheets.console(),
                sheets.column("column.account", 22),
                sheets.column("column.arn", 64),
                sheets.column("column.readAt", 20)));
        try (var table = sheets.table("population", 2, texts.get("excel.empty.population"), columns);
                Stream<PopulationRow> population = report.population()) {
            population.forEachOrdered(row -> {
                table.row()
                        .text(row.type().label())
                        .wrapped(row.name())
                        .text(row.accountId())
                        .text(row.region());
                for (Rule rule : rules) {
                    FindingStatus status = row.statuses().get(rule.id());
                    if (status == null) {
                        table.blank();
                    } else {
                        table.word(words.get(status), sheets.styles().of(status));
                    }
                }
                table.console(row.type(), row.arn(), row.region())
                        .wrapped(accountNames.getOrDefault(row.accountId(), ""))
                        .wrapped(row.arn())
                        .moment(row.readAt());
            });
        }
    }
}
