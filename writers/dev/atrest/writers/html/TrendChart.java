package dev.atrest.writers.html;

import dev.atrest.model.TrendPoint;
import dev.atrest.writers.html.HtmlTable.Column;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Failures of the last assessments as bars, with the figures as a table. */
final class TrendChart {

    private static final int SLOTS = 12;
    private static final int STEP = 60;
    private static final int BAR = 36;
    private static final int HEIGHT = 120;

    private final Page page;
    private final DateTimeFormatter day;

    TrendChart(Page page) {
        this.page = page;
        this.day = DateTimeFormatter.ofPattern(
                        page.text("html.trend.day"), page.texts().locale())
                .withZone(ZoneOffset.UTC);
    }

    void write() {
        List<TrendPoint> trend = page.report().trend();
        if (trend.size() < 2) {
            return;
        }
        page.subheading(page.text("html.trend.heading"));
        page.markup().raw("<div class=\"columns\">\n<div>\n");
        chart(trend);
        page.markup().raw("</div>\n<div>\n");
        table(trend);
        page.markup().raw("</div>\n</div>\n");
    }

    private void chart(List<TrendPoint> trend) {
        Markup markup = page.markup();
        long most = Math.max(
                1,
                trend.stream().mapToLong(point -> point.counts().fail()).max().orElse(1));
        // Columns are as wide of two assessments as of twelve.
        int width = Math.max(SLOTS, trend.size()) * STEP;
        markup.raw("<figure class=\"trend\"><svg viewBox=\"0 0 " + width + " " + (HEIGHT + 40)
                + "\" role=\"img\" aria-label=\"");
        markup.text(page.text("html.trend.chart")).raw("\">");
        for (int i = 0; i < trend.size(); i++) {
            TrendPoint point = trend.get(i);
            double height = (double) HEIGHT * point.counts().fail() / most;
            int x = i * STEP + (STEP - BAR) / 2;
            String last = i == trend.size() - 1 ? " last" : "";
            markup.raw("<rect class=\"column" + last + "\" x=\"" + x + "\" y=\""
                    + Charts.rounded(HEIGHT + 16 - height) + "\" width=\"" + BAR + "\" height=\""
                    + Charts.rounded(height) + "\"/>");
            label(point, i * STEP + STEP / 2, HEIGHT + 11 - height);
        }
        markup.raw("</svg></figure>\n");
    }

    private void label(TrendPoint point, int x, double y) {
        page.markup()
                .raw("<text class=\"count\" text-anchor=\"middle\" x=\"" + x + "\" y=\"" + Charts.rounded(y) + "\">")
                .text(page.texts().number(point.counts().fail()))
                .raw("</text><text text-anchor=\"middle\" x=\"" + x + "\" y=\"" + (HEIGHT + 32) + "\">")
                .text(day.format(point.startedAt()))
                .raw("</text>");
    }

    private void table(List<TrendPoint> trend) {
        try (var table = new HtmlTable(
                page,
                page.text("html.trend.heading"),
                List.of(
                        Column.word(page.text("fact.started")),
                        Column.number(page.text("column.failed")),
                        Column.number(page.text("column.notAssessed")),
                        Column.number(page.text("column.waived")),
                        Column.number(page.text("column.passed")),
                        Column.number(page.text("column.gaps"))))) {
            trend.reversed()
                    .forEach(point -> table.row()
                            .text(page.texts().dateTime(point.startedAt()))
                            .number(point.counts().fail())
                            .number(point.counts().notAssessed())
                            .number(point.counts().waived())
                            .number(point.counts().pass())
                            .number(point.coverageGaps()));
        }
    }
}
