package dev.atrest.writers.excel;

import dev.atrest.model.Coverage;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Texts;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The coverage ledger: what was looked at and what was not, the gaps first, then what was out of scope. */
final class CoverageSheet {

    private CoverageSheet() {}

    static void write(AssessmentReport report, Sheets sheets) {
        Texts texts = sheets.texts();
        Map<String, String> accountNames = Sheets.accountNames(report);
        try (var table = sheets.table(
                "coverage",
                1,
                texts.get("coverage.nothing"),
                List.of(
                        sheets.column("column.coverage", 13),
                        sheets.column("column.accountId", 15),
                        sheets.column("column.account", 19),
                        sheets.column("column.region", 15),
                        sheets.column("column.type", 16),
                        sheets.column("column.reason", 22),
                        sheets.column("column.call", 25),
                        sheets.column("column.error", 22),
                        sheets.column("column.detail", 36),
                        sheets.number("column.resources"),
                        sheets.number("column.unreadFacts"),
                        sheets.number("column.calls"),
                        sheets.number("column.retries"),
                        sheets.number("column.throttled"),
                        sheets.column("column.firstCall", 19),
                        sheets.column("column.lastCall", 19),
                        sheets.column("column.requestId", 20)))) {
            rows(report, row -> row.status().gap(), accountNames, table, sheets);
            rows(report, row -> row.status() == Coverage.Status.EXCLUDED, accountNames, table, sheets);
            rows(report, row -> row.status() == Coverage.Status.COMPLETE, accountNames, table, sheets);
        }
    }

    private static void rows(
            AssessmentReport report,
            Predicate<Coverage> chosen,
            Map<String, String> accountNames,
            Table table,
            Sheets sheets) {
        try (Stream<Coverage> coverage = report.coverage()) {
            coverage.filter(chosen).forEachOrdered(row -> {
                table.row()
                        .word(sheets.texts().of(row.status()), sheets.styles().of(row.status()))
                        .text(row.accountId())
                        .wrapped(accountNames.getOrDefault(row.accountId(), ""))
                        .text(sheets.texts().region(row))
                        .text(row.type().label())
                        .wrapped(row.reason().map(sheets.texts()::of).orElse(""))
                        .wrapped(row.error().map(Coverage.Gap::call).orElse(""))
                        .wrapped(row.error().map(Coverage.Gap::error).orElse(""))
                        .wrapped(row.error().map(Coverage.Gap::detail).orElse(""))
                        .number(row.resources())
                        .number(row.unreadFacts())
                        .number(row.calls().made())
                        .number(row.calls().retries())
                        .number(row.calls().throttled());
                row.calls().first().ifPresentOrElse(table::moment, table::blank);
                row.calls().last().ifPresentOrElse(table::moment, table::blank);
                table.wrapped(row.error().map(Coverage.Gap::requestIds).orElse(""));
            });
        }
    }
}
