package dev.atrest.writers.excel;

import dev.atrest.model.Coverage;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.PrintSetup;

/** The coverage ledger: what was looked at and what was not, the gaps first, then what was out of scope. */
final class CoverageSheet {

    private CoverageSheet() {}

    static void write(AssessmentReport report, Sheets sheets) {
        Texts texts = sheets.texts();
        Map<String, String> accountNames = Sheets.accountNames(report);
        try (var table = sheets.table(
                texts.get("sheet.coverage"),
                PrintSetup.A3_PAPERSIZE,
                0,
                List.of(
                        new Table.Column(texts.get("column.coverage"), 13),
                        new Table.Column(texts.get("column.reason"), 46),
                        new Table.Column(texts.get("column.accountId"), 15),
                        new Table.Column(texts.get("column.account"), 28),
                        new Table.Column(texts.get("column.region"), 16),
                        new Table.Column(texts.get("column.type"), 17),
                        Table.Column.number(texts.get("column.resources")),
                        Table.Column.number(texts.get("column.unreadFacts")),
                        Table.Column.number(texts.get("column.calls")),
                        Table.Column.number(texts.get("column.retries")),
                        Table.Column.number(texts.get("column.throttled")),
                        new Table.Column(texts.get("column.firstCall"), 20),
                        new Table.Column(texts.get("column.lastCall"), 20),
                        new Table.Column(texts.get("column.call"), 36),
                        new Table.Column(texts.get("column.error"), 24),
                        new Table.Column(texts.get("column.detail"), 70),
                        new Table.Column(texts.get("column.requestId"), 40)))) {
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
                        .wrapped(row.reason().map(sheets.texts()::of).orElse(""))
                        .text(row.accountId())
                        .text(accountNames.getOrDefault(row.accountId(), ""))
                        .text(row.region())
                        .text(row.type().label())
                        .number(row.resources())
                        .number(row.unreadFacts())
                        .number(row.calls().made())
                        .number(row.calls().retries())
                        .number(row.calls().throttled());
                moment(row.calls().first(), table);
                moment(row.calls().last(), table);
                table.text(row.error().map(Coverage.Gap::call).orElse(""))
                        .text(row.error().map(Coverage.Gap::error).orElse(""))
                        .wrapped(row.error().map(Coverage.Gap::detail).orElse(""))
                        .wrapped(row.error().map(Coverage.Gap::requestIds).orElse(""));
            });
        }
    }

    private static void moment(Optional<Instant> time, Table table) {
        time.ifPresentOrElse(table::moment, () -> table.text(""));
    }
}
