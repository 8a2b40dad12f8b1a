package dev.atrest.writers.html;

import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.CoverageExclusions;
import dev.atrest.writers.CoverageGap;
import dev.atrest.writers.Texts;
import dev.atrest.writers.html.HtmlTable.Column;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** What was in scope and what of it was not read. */
final class CoveragePart {

    /** A page with more rows than this is slow to lay out; the workbook has all. */
    static final int MOST_ROWS = 2_000;

    private final Page page;
    private final AssessmentReport report;

    private CoveragePart(Page page) {
        this.page = page;
        this.report = page.report();
    }

    static void write(Page page) {
        if (page.report().summary().coverage().isEmpty()) {
            page.paragraph("body", page.text("coverage.nothing"));
            return;
        }
        var part = new CoveragePart(page);
        page.paragraph("intro", page.text("coverage.intro"));
        part.gaps();
        part.statuses();
        part.calls();
        part.excluded();
    }

    private void gaps() {
        page.subheading(page.text("coverage.gaps"));
        if (report.summary().coverageGaps() == 0) {
            page.paragraph("body", page.text("coverage.noGaps"));
            return;
        }
        var met = new AtomicLong();
        try (var table = new HtmlTable(
                        page,
                        page.text("coverage.gaps"),
                        List.of(
                                Column.text(page.text("column.account")),
                                Column.word(page.text("column.region")),
                                Column.text(page.text("column.type")),
                                Column.word(page.text("column.coverage")),
                                Column.wide(page.text("column.error")),
                                Column.number(page.text("column.unreadFacts"))));
                Stream<Coverage> coverage = report.coverage()) {
            CoverageGap.forEach(coverage.filter(row -> row.status().gap()), gap -> {
                if (met.incrementAndGet() <= MOST_ROWS) {
                    gap(table, gap);
                }
            });
        }
        more(met.get());
    }

    private void more(long rows) {
        if (rows > MOST_ROWS) {
            page.paragraph("note", page.text("html.cut", MOST_ROWS, rows));
        }
    }

    private void gap(HtmlTable table, CoverageGap gap) {
        Coverage first = gap.first();
        table.row()
                .account(first.accountId(), "")
                .text(page.texts().region(first))
                .text(gap.types())
                .mark(first.status().name(), page.texts().of(first.status()))
                .cell(() -> {
                    page.markup().text(reason(gap));
                    note(first.error().map(Coverage.Gap::detail).orElse(""));
                    note(gap.requestIds().isEmpty() ? "" : page.text("coverage.request", gap.requestIds()));
                })
                .number(gap.unreadFacts());
    }

    private void note(String text) {
        if (!text.isEmpty()) {
            page.markup().element("span", "note", text);
        }
    }

    private String reason(CoverageGap gap) {
        Coverage first = gap.first();
        return first.reason()
                .map(page.texts()::of)
                .or(() -> first.error().map(error -> page.text("coverage.reason", gap.calls(), error.error())))
                .orElse("");
    }

    /** Why a part was not seen, in one line. */
    static String reason(Coverage gap, Texts texts) {
        return gap.reason()
                .map(texts::of)
                .or(() -> gap.error().map(error -> texts.get("coverage.reason", error.call(), error.error())))
                .orElse("");
    }

    private void statuses() {
        page.subheading(page.text("html.coverage.parts"));
        try (var table = new HtmlTable(
                page,
                page.text("html.coverage.parts"),
                List.of(
                        Column.word(page.text("column.coverage")),
                        Column.number(page.text("coverage.parts")),
                        Column.wide(page.text("column.explanation"))))) {
            Arrays.stream(Coverage.Status.values())
                    .filter(status -> report.summary().coverage().getOrDefault(status, 0L) > 0)
                    .forEachOrdered(status -> table.row()
                            .mark(status.name(), page.texts().of(status))
                            .number(report.summary().coverage().get(status))
                            .text(page.text("coverage." + status + ".means")));
        }
    }

    private void calls() {
        try (Stream<Coverage> coverage = report.coverage()) {
            Calls calls = coverage.map(Coverage::calls).reduce(Calls.NONE, Calls::plus);
            if (calls.made() > 0) {
                page.paragraph("note", page.text("coverage.calls", calls.made(), calls.retries(), calls.throttled()));
            }
        }
    }

    private void excluded() {
        var exclusions = CoverageExclusions.of(report);
        if (exclusions.isEmpty()) {
            return;
        }
        page.subheading(page.text("coverage.excluded"));
        try (var table = new HtmlTable(
                page,
                page.text("coverage.excluded"),
                List.of(
                        Column.text(page.text("column.account")),
                        Column.word(page.text("column.region")),
                        Column.wide(page.text("column.reason"))))) {
            exclusions.accounts().entrySet().stream()
                    .limit(MOST_ROWS)
                    .forEach(entry -> table.row()
                            .account(entry.getKey(), "")
                            .text(page.text("coverage.allRegions"))
                            .text(page.texts().of(entry.getValue())));
            exclusions.regions().forEach((region, ids) -> {
                table.row();
                if (ids.size() == 1) {
                    table.account(ids.iterator().next(), "");
                } else {
                    table.text(page.text("coverage.accounts", ids.size()));
                }
                table.text(region).text(page.texts().of(Coverage.Reason.REGION_NOT_ENABLED));
            });
        }
        more(exclusions.accounts().size());
    }
}
