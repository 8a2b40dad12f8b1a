package dev.atrest.writers.excel;

import dev.atrest.model.Account;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Texts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Workbook;

/** What every sheet of tables is made with. */
record Sheets(Workbook book, Styles styles, PageSetup pageSetup, Texts texts, int rowsPerSheet) {

    /** A table in a new sheet, with the columns' titles in its first row. */
    Table table(String name, short paper, int frozenColumns, List<Table.Column> columns) {
        return new Table(this, name, paper, frozenColumns, columns);
    }

    static Map<String, String> accountNames(AssessmentReport report) {
        return report.accounts().stream().collect(Collectors.toMap(Account::id, Account::name));
    }
}
