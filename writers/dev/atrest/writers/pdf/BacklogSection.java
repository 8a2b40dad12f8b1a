package dev.atrest.writers.pdf;

import dev.atrest.model.BacklogItem;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.Texts;
import dev.atrest.writers.pdf.BacklogFigures.Owner;
import dev.atrest.writers.pdf.Grid.Column;
import dev.atrest.writers.pdf.Typography.Style;
import java.util.List;
import java.util.Map;

/** What is to be done: how much, by when, by whom, and the most urgent of it. All of it is in {@code backlog.csv}. */
final class BacklogSection {

    private static final int MOST_OWNERS = 25;

    private final Pages pages;
    private final Texts texts;

    BacklogSection(Pages pages) {
        this.pages = pages;
        this.texts = pages.texts();
    }

    void write(AssessmentReport report, BacklogFigures figures) {
        if (report.imported()) {
            pages.shortSection(ReportSection.BACKLOG, texts.get("report.imported"));
            return;
        }
        Map<BacklogItem.State, Long> counts = report.backlogCounts();
        if (counts.values().stream().allMatch(count -> count == 0)) {
            pages.shortSection(ReportSection.BACKLOG, texts.get("pdf.backlog.none"));
            return;
        }
        pages.section(ReportSection.BACKLOG);
        pages.paragraph(texts.get("pdf.backlog.intro"), Style.NOTE);
        if (figures.overdue() > 0) {
            pages.panel(
                    pages.type().paragraph(texts.get("pdf.backlog.overdue", figures.overdue()), Style.STRONG),
                    pages.colours().fail());
        }
        states(counts);
        if (figures.open() > 0) {
            pages.subsection(texts.get("pdf.backlog.owners"));
            owners(figures.owners());
            pages.subsection(texts.get("pdf.backlog.urgent"));
            urgent(report, figures);
        }
    }

    private void states(Map<BacklogItem.State, Long> counts) {
        try (var grid = new Grid(
                pages,
                List.of(
                        new Column(texts.get("column.status"), 24),
                        new Column(texts.get("pdf.column.number"), 12, true),
                        new Column(texts.get("column.explanation"), 64)))) {
            for (BacklogItem.State state : BacklogItem.State.values()) {
                if (counts.getOrDefault(state, 0L) > 0) {
                    grid.text(texts.get("pdf.backlog." + state))
                            .number(counts.get(state))
                            .text(texts.get("pdf.backlog." + state + ".means"));
                }
            }
        }
    }

    private void owners(List<Owner> owners) {
        try (var grid = new Grid(
                pages,
                List.of(
                        new Column(texts.get("pdf.column.owner"), 52),
                        new Column(texts.get("pdf.column.open"), 16, true),
                        new Column(texts.get("pdf.column.overdue"), 16, true),
                        new Column(texts.get("pdf.column.severe"), 16, true)))) {
            owners.stream()
                    .limit(MOST_OWNERS)
                    .forEach(owner ->
                            row(grid, owner.name().isEmpty() ? texts.get("pdf.backlog.noOwner") : owner.name(), owner));
            if (owners.size() > MOST_OWNERS) {
                Owner rest = owners.stream().skip(MOST_OWNERS).reduce(new Owner("", 0, 0, 0), Owner::plus);
                row(grid, texts.get("pdf.backlog.otherOwners", owners.size() - MOST_OWNERS), rest);
            }
        }
    }

    private static void row(Grid grid, String name, Owner owner) {
        grid.text(name).number(owner.open()).number(owner.overdue()).number(owner.severe());
    }

    private void urgent(AssessmentReport report, BacklogFigures figures) {
        if (figures.open() > figures.urgent().size()) {
            pages.paragraph(texts.get("pdf.backlog.first", figures.urgent().size(), figures.open()), Style.NOTE);
        }
        AccountCells accounts = AccountCells.of(report);
        try (var grid = new Grid(
                pages,
                List.of(
                        new Column(texts.get("column.resource"), 34),
                        new Column(texts.get("column.account"), 21),
                        Column.region(texts),
                        new Column(texts.get("column.rule"), 30),
                        new Column(texts.get("pdf.column.owner"), 20),
                        Column.date(texts.get("pdf.column.due"), texts)))) {
            for (BacklogItem item : figures.urgent()) {
                grid.noted(item.resourceName(), item.resourceArn());
                accounts.add(grid, item.accountId())
                        .text(item.region())
                        .noted(item.ruleTitle(), texts.of(item.severity()))
                        .noted(item.owner().isEmpty() ? "–" : item.owner(), item.ticket());
                if (item.overdue(figures.today())) {
                    grid.add(pages.type()
                            .coloured(texts.date(item.dueOn()), pages.colours().fail()));
                } else {
                    grid.text(texts.date(item.dueOn()));
                }
            }
        }
    }
}
