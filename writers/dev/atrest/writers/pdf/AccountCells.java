package dev.atrest.writers.pdf;

import dev.atrest.model.Account;
import dev.atrest.writers.AssessmentReport;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows accounts in tables: the name with the id under it, or the id alone where the account has no name of its own. */
record AccountCells(Map<String, String> names) {

    static AccountCells of(AssessmentReport report) {
        return new AccountCells(report.accounts().stream()
                .filter(Account::named)
                .collect(Collectors.toMap(Account::id, Account::name)));
    }

    Grid add(Grid grid, String id) {
        return add(grid, id, "");
    }

    /** @param more follows the id, or stands under it alone */
    Grid add(Grid grid, String id, String more) {
        String name = names.get(id);
        return name == null ? grid.noted(id, more) : grid.noted(name, more.isEmpty() ? id : id + "  ·  " + more);
    }
}
