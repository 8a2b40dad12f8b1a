package dev.atrest.writers.excel;

import dev.atrest.model.Account;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Texts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What every sheet of tables is made with. */
record Sheets(StreamedBook book, Styles styles, PageSetup pageSetup, Texts texts, int rowsPerSheet) {

    /**
     * A table in a new sheet, with the columns' titles in its first row.
     *
     * @param key of the sheet's name, {@code sheet.KEY}
     * @param whenEmpty the sentence that stands in a table without rows
     */
    Table table(String key, int frozenColumns, String whenEmpty, List<Column> columns) {
        return table(key, frozenColumns, whenEmpty, columns, List.of());
    }

    /** @param choices what may be chosen in the first column */
    Table table(String key, int frozenColumns, String whenEmpty, List<Column> columns, List<String> choices) {
        return new Table(this, new TableSheet.Layout(key, frozenColumns, whenEmpty, columns, choices));
    }

    /** @param key of the title among the texts */
    Column column(String key, int width) {
        return new Column(texts.get(key), width);
    }

    Column number(String key) {
        return Column.number(texts.get(key));
    }

    /** Ids of rules, each on one line: some programs do not break a link. */
    Column ruleIds(AssessmentReport report) {
        int longest = report.rules().stream()
                .mapToInt(rule -> rule.id().length())
                .max()
                .orElse(0);
        return column("column.ruleId", Math.clamp(longest + 3, 24, 60));
    }

    /** Links to the AWS console. */
    Column console() {
        return column("excel.console", 10);
    }

    static Map<String, String> accountNames(AssessmentReport report) {
        return report.accounts().stream().collect(Collectors.toMap(Account::id, Account::name));
    }
}
