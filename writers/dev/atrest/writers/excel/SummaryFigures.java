package dev.atrest.writers.excel;

import dev.atrest.model.Account;
import dev.atrest.model.ControlResult;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Framework;
import dev.atrest.model.Severity;
import dev.atrest.model.TrendPoint;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Colour;
import dev.atrest.writers.Texts;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures of the summary that are drawn, each with the table that its chart is made of. */
final class SummaryFigures {

    private static final int ACCOUNTS_SHOWN = 12;
    /** Frameworks whose chart leaves room for the trend on the same page. */
    private static final int MOST_BESIDE_TREND = 3;

    /** A line needs two ends. */
    private static final int LEAST_POINTS = 2;

    private final SummaryPage page;
    private final Styles styles;
    private final Brand.Palette palette;
    private final Texts texts;
    private final NativeChart chart;

    SummaryFigures(SummaryPage page, Styles styles, Brand.Palette palette, Texts texts) {
        this.page = page;
        this.styles = styles;
        this.palette = palette;
        this.texts = texts;
        this.chart = new NativeChart(page);
    }

    void write(AssessmentReport report, FailureTally failures) {
        frameworks(report);
        page.skip(1);
        if (report.frameworks().size() > MOST_BESIDE_TREND) {
            page.newPage();
        }
        trend(report.trend());
        page.skip(1);
        if (!failures.rows().isEmpty()) {
            page.newPage();
        }
        accounts(failures.rows(), report.accounts());
    }

    private void frameworks(AssessmentReport report) {
        page.heading(texts.get("excel.frameworks"));
        if (report.controlResults().isEmpty()) {
            page.sentence(texts.get("excel.empty.controls"));
            return;
        }
        Map<Framework, Map<ControlResult.Result, Long>> results = report.controlResults().stream()
                .collect(Collectors.groupingBy(
                        ControlResult::framework, Collectors.groupingBy(ControlResult::result, Collectors.counting())));
        List<ControlResult.Result> shown = List.of(ControlResult.Result.values());
        int titles = page.titles(
                texts.get("column.framework"), shown.stream().map(texts::of).toList());
        for (Framework framework : report.frameworks()) {
            Map<ControlResult.Result, Long> counts = results.getOrDefault(framework, Map.of());
            page.figures(
                    framework.heading(),
                    styles.label,
                    shown.stream()
                            .mapToLong(result -> counts.getOrDefault(result, 0L))
                            .toArray());
        }
        chart.bars(
                texts.get("excel.frameworks"),
                titles,
                report.frameworks().size(),
                shown.stream().map(this::colourOf).toList());
    }

    private Colour colourOf(ControlResult.Result result) {
        return switch (result) {
            case FAIL -> palette.fail();
            case NOT_ASSESSED -> palette.notAssessed();
            case PASS -> palette.pass();
            case NOT_APPLICABLE -> palette.rule();
            case MANUAL -> palette.low();
            case OUT_OF_SCOPE -> palette.muted();
        };
    }

    private void trend(List<TrendPoint> points) {
        page.heading(texts.get("excel.trend"));
        if (points.size() < LEAST_POINTS) {
            page.sentence(texts.get("excel.trend.first"));
            return;
        }
        List<FindingStatus> shown =
                List.of(FindingStatus.FAIL, FindingStatus.NOT_ASSESSED, FindingStatus.WAIVED, FindingStatus.PASS);
        int titles = page.titles(
                texts.get("fact.started") + " (UTC)",
                Stream.concat(shown.stream().map(texts::of), Stream.of(texts.get("column.gaps")))
                        .toList());
        for (TrendPoint point : points) {
            page.figures(
                    point.startedAt(),
                    point.counts().fail(),
                    point.counts().notAssessed(),
                    point.counts().waived(),
                    point.counts().pass(),
                    point.coverageGaps());
        }
        // what passes is so much more that the other lines would all lie on the ground
        chart.lines(
                texts.get("excel.trend"),
                titles,
                points.size(),
                shown.stream().limit(3).map(palette::of).toList());
    }

    private void accounts(List<FailureTally.Row> failures, List<Account> accounts) {
        page.heading(texts.get("excel.accounts"));
        if (failures.isEmpty()) {
            page.sentence(texts.get("summary.worstNone"));
            return;
        }
        Map<String, Account> byId = accounts.stream().collect(Collectors.toMap(Account::id, Function.identity()));
        List<Severity> severities = List.of(Severity.values());
        int titles = page.titles(
                texts.get("column.account"), severities.stream().map(texts::of).toList());
        // one more would be as long as the row of the others
        int named = failures.size() <= ACCOUNTS_SHOWN + 1 ? failures.size() : ACCOUNTS_SHOWN;
        for (FailureTally.Row row : failures.subList(0, named)) {
            Account account = byId.get(row.accountId());
            page.figures(account == null ? row.accountId() : account.label(), styles.label, row.bySeverity());
        }
        List<FailureTally.Row> others = failures.subList(named, failures.size());
        if (!others.isEmpty()) {
            page.figures(texts.get("excel.accounts.others", others.size()), styles.label, FailureTally.sum(others));
        }
        chart.bars(
                texts.get("excel.accounts"),
                titles,
                named + (others.isEmpty() ? 0 : 1),
                severities.stream().map(palette::of).toList());
    }
}
