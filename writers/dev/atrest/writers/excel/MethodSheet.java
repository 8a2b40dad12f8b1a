package dev.atrest.writers.excel;

import dev.atrest.model.Circumstances;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Method;
import dev.atrest.writers.Texts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the assessment was made, by whom, with what, and what it does not say. */
final class MethodSheet {

    private MethodSheet() {}

    static void write(AssessmentReport report, Sheets sheets) {
        Texts texts = sheets.texts();
        try (var table = sheets.table(
                "method",
                0,
                "",
                List.of(
                        sheets.column("excel.section", 24),
                        sheets.column("column.subject", 44),
                        sheets.column("column.explanation", 110)))) {
            run(report.summary(), report.circumstances(), table, texts);
            for (Method.Paragraph paragraph : Method.of(report.summary(), texts)) {
                row(table, texts.get("sheet.method"), paragraph.heading(), paragraph.text());
            }
            row(table, texts.get("sheet.method"), texts.get("excel.links"), texts.get("excel.links.text", Links.MOST));
            each(report.circumstances().software(), texts.get("excel.software"), table);
            each(report.circumstances().settings(), texts.get("excel.settings"), table);
            String digests = texts.get("excel.ruleDigests");
            new TreeMap<>(report.circumstances().ruleDigests())
                    .forEach((rule, digest) -> table.row()
                            .wrapped(digests)
                            .place(rule, "rule:" + rule)
                            .wrapped(digest));
        }
    }

    private static void run(AssessmentSummary summary, Circumstances circumstances, Table table, Texts texts) {
        String run = texts.get("excel.run");
        row(table, run, texts.get("fact.assessment"), summary.id());
        row(table, run, texts.get("fact.scope"), summary.scope());
        row(
                table,
                run,
                texts.get("fact.accounts"),
                texts.get("fact.accountsOf", summary.accountsScanned(), summary.accountsTotal()));
        row(table, run, texts.get("fact.caller"), summary.caller());
        row(
                table,
                run,
                texts.get("excel.role"),
                circumstances.role().isEmpty() ? texts.get("excel.role.none") : circumstances.role());
        table.row().wrapped(run).wrapped(texts.get("fact.started") + " (UTC)").moment(summary.startedAt());
        table.row().wrapped(run).wrapped(texts.get("fact.finished") + " (UTC)").moment(summary.finishedAt());
        row(table, run, texts.get("fact.version"), "atrest " + summary.version());
        row(table, run, texts.get("fact.rules"), summary.rulesDigest());
    }

    private static void each(Map<String, String> values, String section, Table table) {
        new TreeMap<>(values).forEach((name, value) -> row(table, section, name, value));
    }

    private static void row(Table table, String section, String subject, String text) {
        table.row().wrapped(section).wrapped(subject).wrapped(text);
    }
}
