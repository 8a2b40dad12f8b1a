package dev.atrest.writers.excel;

import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Method;
import java.util.List;
import org.apache.poi.ss.usermodel.PrintSetup;

/** How the assessment was made and what it does not say. */
final class MethodSheet {

    private MethodSheet() {}

    static void write(AssessmentReport report, Sheets sheets) {
        var texts = sheets.texts();
        try (var table = sheets.table(
                texts.get("sheet.method"),
                PrintSetup.A4_PAPERSIZE,
                0,
                List.of(
                        new Table.Column(texts.get("column.subject"), 30),
                        new Table.Column(texts.get("column.explanation"), 120)))) {
            for (Method.Paragraph paragraph : Method.of(report.summary(), texts)) {
                table.row().wrapped(paragraph.heading()).wrapped(paragraph.text());
            }
        }
    }
}
