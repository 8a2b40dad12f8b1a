package dev.atrest.writers.pdf;

import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Colour;
import dev.atrest.writers.CoverageExclusions;
import dev.atrest.writers.CoverageGap;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.Texts;
import dev.atrest.writers.pdf.Grid.Column;
import dev.atrest.writers.pdf.Typography.Style;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was in scope and what of it was not read, gap by gap. The workbook lists the complete parts too. */
final class CoverageSection {

    private CoverageSection() {}

    static void write(AssessmentReport report, CoverageExclusions exclusions, Pages pages) {
        Texts texts = pages.texts();
        if (report.summary().coverage().isEmpty()) {
            pages.shortSection(ReportSection.COVERAGE, texts.get("coverage.nothing"));
            return;
        }
        pages.section(ReportSection.COVERAGE);
        pages.paragraph(texts.get("coverage.intro"), Style.NOTE);
        statuses(report, pages);
        calls(report, pages);
        pages.subsection(texts.get("coverage.gaps"));
        if (report.summary().coverageGaps() == 0) {
            pages.paragraph(texts.get("coverage.noGaps"), Style.BODY);
        } else {
            gaps(report, pages);
        }
        if (!exclusions.isEmpty()) {
            pages.subsection(texts.get("coverage.excluded"));
            excluded(exclusions, report, pages);
        }
    }

    private static void calls(AssessmentReport report, Pages pages) {
        try (Stream<Coverage> coverage = report.coverage()) {
            Calls calls = coverage.map(Coverage::calls).reduce(Calls.NONE, Calls::plus);
            if (calls.made() > 0) {
                pages.paragraph(
                        pages.texts().get("coverage.calls", calls.made(), calls.retries(), calls.throttled()),
                        Style.NOTE);
            }
        }
    }

    private static void excluded(CoverageExclusions exclusions, AssessmentReport report, Pages pages) {
        Texts texts = pages.texts();
        AccountCells accounts = AccountCells.of(report);
        try (var grid = new Grid(
                pages,
                List.of(
                        new Column(texts.get("column.account"), 40),
                        Column.region(texts),
                        new Column(texts.get("column.reason"), 60)))) {
            exclusions
                    .accounts()
                    .forEach((account, reason) -> accounts.add(grid, account)
                            .text(texts.get("coverage.allRegions"))
                            .text(texts.of(reason)));
            exclusions.regions().forEach((region, ids) -> {
                if (ids.size() == 1) {
                    accounts.add(grid, ids.iterator().next());
                } else {
                    grid.text(texts.get("coverage.accounts", ids.size()));
                }
                grid.text(region).text(texts.of(Coverage.Reason.REGION_NOT_ENABLED));
            });
        }
    }

    private static void statuses(AssessmentReport report, Pages pages) {
        Texts texts = pages.texts();
        try (var grid = new Grid(
                pages,
                List.of(
                        new Column(texts.get("column.coverage"), 20),
                        new Column(texts.get("coverage.parts"), 15, true),
                        new Column(texts.get("column.explanation"), 65)))) {
            Arrays.stream(Coverage.Status.values())
                    .filter(status -> report.summary().coverage().getOrDefault(status, 0L) > 0)
                    .forEachOrdered(status -> grid.add(pages.type().coloured(texts.of(status), colourOf(status, pages)))
                            .number(report.summary().coverage().get(status))
                            .text(texts.get("coverage." + status + ".means")));
        }
    }

    private static void gaps(AssessmentReport report, Pages pages) {
        Texts texts = pages.texts();
        AccountCells accounts = AccountCells.of(report);
        try (var grid = new Grid(
                        pages,
                        List.of(
                                new Column(texts.get("column.account"), 24),
                                Column.region(texts),
                                new Column(texts.get("column.type"), 15),
                                new Column(texts.get("column.coverage"), 12),
                                new Column(texts.get("column.error"), 40),
                                new Column(texts.get("column.unreadFacts"), 9, true)));
                Stream<Coverage> coverage = report.coverage()) {
            CoverageGap.forEach(coverage.filter(row -> row.status().gap()), gap -> {
                Coverage first = gap.first();
                accounts.add(grid, first.accountId())
                        .text(texts.region(first))
                        .text(gap.types())
                        .add(pages.type().coloured(texts.of(first.status()), colourOf(first.status(), pages)))
                        .noted(reason(gap, texts), note(gap, texts))
                        .number(gap.unreadFacts());
            });
        }
    }

    private static String reason(CoverageGap gap, Texts texts) {
        Coverage first = gap.first();
        return first.reason()
                .map(texts::of)
                .or(() -> first.error().map(error -> texts.get("coverage.reason", gap.calls(), error.error())))
                .orElse("");
    }

    /** What AWS said, and the request that its support asks for. */
    private static String note(CoverageGap gap, Texts texts) {
        String detail = gap.first().error().map(Coverage.Gap::detail).orElse("");
        String request = gap.requestIds().isEmpty() ? "" : texts.get("coverage.request", gap.requestIds());
        return Stream.of(detail, request).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static Colour colourOf(Coverage.Status status, Pages pages) {
        return switch (status) {
            case COMPLETE -> pages.colours().pass();
            case PARTIAL, PENDING -> pages.colours().notAssessed();
            case DENIED, FAILED -> pages.colours().fail();
            case EXCLUDED -> pages.colours().muted();
        };
    }
}
