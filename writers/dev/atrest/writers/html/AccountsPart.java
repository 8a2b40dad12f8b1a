package dev.atrest.writers.html;

import dev.atrest.model.Account;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AccountCoverage;
import dev.atrest.writers.html.HtmlTable.Column;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results of every account beside what was read of it. */
final class AccountsPart {

    private AccountsPart() {}

    static void write(Page page) {
        List<Account> accounts = page.report().accounts();
        if (accounts.isEmpty()) {
            page.paragraph("body", page.text("accounts.none"));
            return;
        }
        Map<String, StatusCounts> counts = page.counts();
        Map<String, AccountCoverage> coverage = AccountCoverage.of(page.report());
        try (var table = new HtmlTable(
                page,
                page.text("accounts.heading"),
                List.of(
                        Column.text(page.text("column.account")),
                        Column.text(page.text("html.owner")),
                        Column.number(page.text("column.resources")),
                        Column.number(page.text("column.failed")),
                        Column.number(page.text("column.notAssessed")),
                        Column.number(page.text("column.waived")),
                        Column.number(page.text("column.passed")),
                        Column.number(page.text("column.complete")),
                        Column.number(page.text("column.gaps"))))) {
            accounts.stream()
                    .limit(CoveragePart.MOST_ROWS)
                    .forEach(account -> row(
                            table,
                            account,
                            counts.getOrDefault(account.id(), StatusCounts.NONE),
                            coverage.getOrDefault(account.id(), AccountCoverage.NONE)));
        }
        if (accounts.size() > CoveragePart.MOST_ROWS) {
            page.paragraph("note", page.text("html.cut", CoveragePart.MOST_ROWS, accounts.size()));
        }
    }

    private static void row(HtmlTable table, Account account, StatusCounts count, AccountCoverage read) {
        table.row()
                .account(account.id(), described(account))
                .text(account.owner())
                .number(read.resources())
                .number(count.fail())
                .number(count.notAssessed())
                .number(count.waived())
                .number(count.pass())
                .number(read.complete())
                .number(read.gaps());
    }

    private static String described(Account account) {
        return Stream.of(account.organizationalUnit(), account.active() ? "" : account.status())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("  ·  "));
    }
}
