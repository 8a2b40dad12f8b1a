package dev.atrest.writers.pdf;

import dev.atrest.model.Account;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AccountCoverage;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.Texts;
import dev.atrest.writers.pdf.Grid.Column;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was read and found, account by account. */
final class AccountsSection {

    private AccountsSection() {}

    static void write(AssessmentReport report, Map<String, AccountCoverage> coverage, Pages pages) {
        Texts texts = pages.texts();
        if (report.accounts().isEmpty()) {
            pages.shortSection(ReportSection.ACCOUNTS, texts.get("accounts.none"));
            return;
        }
        pages.section(ReportSection.ACCOUNTS);
        AccountCells accounts = AccountCells.of(report);
        Map<String, StatusCounts> counts = report.countsByAccount();
        try (var grid = new Grid(
                pages,
                List.of(
                        new Column(texts.get("column.account"), 38),
                        new Column(texts.get("column.resources"), 12, true),
                        new Column(texts.get("column.passed"), 10, true),
                        new Column(texts.get("column.failed"), 10, true),
                        new Column(texts.get("column.waived"), 10, true),
                        new Column(texts.get("column.notAssessed"), 10, true),
                        new Column(texts.get("column.complete"), 11, true),
                        new Column(texts.get("column.gaps"), 9, true)))) {
            for (Account account : report.accounts()) {
                StatusCounts count = counts.getOrDefault(account.id(), StatusCounts.NONE);
                AccountCoverage read = coverage.getOrDefault(account.id(), AccountCoverage.NONE);
                accounts.add(grid, account.id(), described(account))
                        .number(read.resources())
                        .number(count.pass())
                        .number(count.fail())
                        .number(count.waived())
                        .number(count.notAssessed())
                        .number(read.complete())
                        .number(read.gaps());
            }
        }
    }

    private static String described(Account account) {
        return Stream.of(account.organizationalUnit(), account.active() ? "" : account.status())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("  ·  "));
    }
}
