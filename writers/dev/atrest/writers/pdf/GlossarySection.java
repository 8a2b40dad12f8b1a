package dev.atrest.writers.pdf;

import dev.atrest.writers.ReportSection;
import dev.atrest.writers.Texts;
import dev.atrest.writers.pdf.Grid.Column;
import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The words that a report uses in a sense of its own, in the order of the language's alphabet. */
final class GlossarySection {

    private static final List<String> TERMS = List.of(
            "arn",
            "assessment",
            "awsManaged",
            "backlog",
            "class",
            "control",
            "coverage",
            "customerManaged",
            "digest",
            "evidence",
            "fact",
            "finding",
            "gap",
            "kms",
            "resource",
            "rule",
            "severity",
            "waiver");

    private GlossarySection() {}

    static void write(Pages pages) {
        Texts texts = pages.texts();
        pages.section(ReportSection.GLOSSARY);
        try (var grid = new Grid(
                pages,
                List.of(
                        new Column(texts.get("pdf.column.term"), 24),
                        new Column(texts.get("column.explanation"), 76)))) {
            terms(texts)
                    .forEachOrdered(term ->
                            grid.strong(texts.get("pdf.term." + term)).text(texts.get("pdf.term." + term + ".means")));
        }
    }

    private static Stream<String> terms(Texts texts) {
        Collator alphabet = Collator.getInstance(texts.locale());
        return TERMS.stream().sorted(Comparator.comparing(term -> texts.get("pdf.term." + term), alphabet::compare));
    }
}
