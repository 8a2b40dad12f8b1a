package dev.atrest.writers.pdf;

import dev.atrest.model.Circumstances;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Method;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.Texts;
import dev.atrest.writers.pdf.Grid.Column;
import dev.atrest.writers.pdf.Typography.Style;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the assessment was made and what it does not say, with what it takes to make it again. */
final class MethodSection {

    private MethodSection() {}

    static void write(AssessmentReport report, Pages pages) {
        Texts texts = pages.texts();
        pages.section(ReportSection.METHOD);
        for (Method.Paragraph paragraph : Method.of(report.summary(), texts)) {
            pages.keep(50);
            pages.heading(paragraph.heading(), Style.STRONG, 6, 0);
            pages.paragraph(paragraph.text(), Style.BODY);
        }
        circumstances(report, pages);
    }

    private static void circumstances(AssessmentReport report, Pages pages) {
        Texts texts = pages.texts();
        Circumstances circumstances = report.circumstances();
        pages.subsection(texts.get("pdf.made"));
        try (var grid = grid(pages, texts.get("pdf.column.subject"), texts.get("pdf.column.value"))) {
            grid.text(texts.get("pdf.made.role"))
                    .text(circumstances.role().isEmpty() ? texts.get("pdf.made.ownRole") : circumstances.role());
            grid.text(texts.get("fact.caller")).text(report.summary().caller());
            grid.text(texts.get("fact.rules")).text(report.summary().rulesDigest());
            new TreeMap<>(circumstances.software())
                    .forEach((name, version) -> grid.text(name).text(version));
        }
        table(texts.get("pdf.made.settings"), texts.get("pdf.column.setting"), circumstances.settings(), pages);
        table(texts.get("pdf.made.rules"), texts.get("column.ruleId"), circumstances.ruleDigests(), pages);
    }

    private static void table(String title, String names, Map<String, String> values, Pages pages) {
        if (values.isEmpty()) {
            return;
        }
        pages.subsection(title);
        try (var grid = grid(pages, names, pages.texts().get("pdf.column.value"))) {
            new TreeMap<>(values).forEach((name, value) -> grid.text(name).text(value));
        }
    }

    private static Grid grid(Pages pages, String names, String values) {
        return new Grid(pages, List.of(new Column(names, 38), new Column(values, 62)));
    }
}
