package dev.atrest.writers.excel;

import dev.atrest.model.Coverage;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Texts;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.PrintSetup;

/** What was looked at and what was not, the gaps first. */
final class CoverageSheet {

    private CoverageSheet() {}

    static void write(AssessmentReport report, Sheets sheets) {
        Texts texts = sheets.texts();
        Map<String, String> accountNames = Sheets.accountNames(report);
        try (var table = sheets.table(
                texts.get("sheet.coverage"),
                PrintSetup.A4_PAPERSIZE,
                0,
                List.of(
                        new Table.Column(texts.get("column.coverage"), 14),
                        new Table.Column(texts.get("column.accountId"), 15),
                        new Table.Column(texts.get("column.account"), 28),
                        new Table.Column(texts.get("column.region"), 16),
                        new Table.Column(texts.get("column.type"), 18),
                        new Table.Column(texts.get("column.resources"), 12),
                        new Table.Column(texts.get("column.unreadFacts"), 12),
                        new Table.Column(texts.get("column.call"), 28),
                        new Table.Column(texts.get("column.error"), 24),
                        new Table.Column(texts.get("column.detail"), 70)))) {
            rows(report, row -> row.status().gap(), accountNames, table, sheets);
            rows(report, row -> !row.status().gap(), accountNames, table, sheets);
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
                        .text(accountNames.getOrDefault(row.accountId(), ""))
                        .text(row.region())
                        .text(row.type().label())
                        .number(row.resources())
                        .number(row.unreadFacts())
                        .text(row.error().map(Coverage.Gap::call).orElse(""))
                        .text(row.error().map(Coverage.Gap::error).orElse(""))
                        .wrapped(row.error().map(Coverage.Gap::detail).orElse(""));
            });
        }
    }
}
