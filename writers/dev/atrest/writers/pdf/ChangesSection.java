package dev.atrest.writers.pdf;

import dev.atrest.model.Change;
import dev.atrest.model.FindingStatus;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.Texts;
import dev.atrest.writers.pdf.Grid.Column;
import dev.atrest.writers.pdf.Typography.Style;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has become other since the assessment before: how much of it, and every change. */
final class ChangesSection {

    private final Pages pages;
    private final Texts texts;

    ChangesSection(Pages pages) {
        this.pages = pages;
        this.texts = pages.texts();
    }

    void write(AssessmentReport report) {
        if (report.imported()) {
            pages.shortSection(ReportSection.CHANGES, texts.get("report.imported"));
            return;
        }
        Optional<String> previous = report.previousAssessment();
        if (previous.isEmpty()) {
            pages.shortSection(ReportSection.CHANGES, texts.get("pdf.changes.first"));
            return;
        }
        Map<Change.Kind, Long> counts = report.changeCounts();
        if (counts.isEmpty()) {
            pages.shortSection(ReportSection.CHANGES, texts.get("pdf.changes.none", previous.get()));
            return;
        }
        pages.section(ReportSection.CHANGES);
        pages.paragraph(texts.get("pdf.changes.intro", previous.get()), Style.NOTE);
        counts(counts);
        pages.subsection(texts.get("pdf.changes.all"));
        changes(report);
    }

    private void counts(Map<Change.Kind, Long> counts) {
        try (var grid = new Grid(
                pages,
                List.of(
                        new Column(texts.get("pdf.column.change"), 24),
                        new Column(texts.get("pdf.column.number"), 12, true),
                        new Column(texts.get("column.explanation"), 64)))) {
            for (Change.Kind kind : Change.Kind.values()) {
                if (counts.getOrDefault(kind, 0L) > 0) {
                    grid.text(texts.get("pdf.change." + kind))
                            .number(counts.get(kind))
                            .text(texts.get("pdf.change." + kind + ".means"));
                }
            }
        }
    }

    private void changes(AssessmentReport report) {
        AccountCells accounts = AccountCells.of(report);
        Map<String, String> titles =
                report.rules().stream().collect(Collectors.toMap(rule -> rule.id(), rule -> rule.title()));
        try (var grid = new Grid(
                        pages,
                        List.of(
                                new Column(texts.get("pdf.column.change"), 15),
                                new Column(texts.get("column.resource"), 33),
                                new Column(texts.get("column.account"), 20),
                                Column.region(texts),
                                new Column(texts.get("column.rule"), 27),
                                new Column(texts.get("pdf.column.why"), 25)));
                Stream<Change> changes = report.changes()) {
            for (Change change : (Iterable<Change>) changes::iterator) {
                grid.noted(texts.get("pdf.change." + change.kind()), beforeAndAfter(change))
                        .noted(change.resourceName(), change.resourceArn());
                accounts.add(grid, change.accountId())
                        .text(change.region())
                        .noted(titles.getOrDefault(change.ruleId(), change.ruleId()), texts.of(change.severity()))
                        .noted(texts.get("pdf.cause." + change.cause()), change.detail());
            }
        }
    }

    private String beforeAndAfter(Change change) {
        return status(change.before()) + " → " + status(change.after());
    }

    private String status(Optional<FindingStatus> status) {
        return status.map(texts::of).orElse("–");
    }
}
