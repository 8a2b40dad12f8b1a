package dev.atrest.writers.pdf;

import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Colour;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.Texts;
import dev.atrest.writers.pdf.Grid.Column;
import dev.atrest.writers.pdf.Typography.Style;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every waiver with who approved it and until when, and what needs someone's attention. */
final class WaiversSection {

    private static final int SOON = 30;

    private final Pages pages;
    private final Texts texts;
    private final LocalDate today;

    WaiversSection(Pages pages, AssessmentReport report) {
        this.pages = pages;
        this.texts = pages.texts();
        this.today = LocalDate.ofInstant(report.summary().startedAt(), ZoneOffset.UTC);
    }

    void write(List<WaiverUse> waivers) {
        if (waivers.isEmpty()) {
            pages.shortSection(ReportSection.WAIVERS, texts.get("pdf.waivers.none"));
            return;
        }
        pages.section(ReportSection.WAIVERS);
        pages.paragraph(texts.get("pdf.waivers.intro"), Style.NOTE);
        attention(waivers);
        try (var grid = new Grid(
                pages,
                List.of(
                        new Column(texts.get("pdf.column.waiver"), 32),
                        new Column(texts.get("pdf.column.covers"), 26),
                        new Column(texts.get("pdf.column.approvedBy"), 17),
                        Column.date(texts.get("pdf.column.validity"), texts),
                        new Column(texts.get("column.status"), 13),
                        new Column(texts.get("pdf.column.findings"), 13, true)))) {
            waivers.forEach(use -> row(grid, use));
        }
    }

    private void attention(List<WaiverUse> waivers) {
        String lines = Stream.of(
                        line("expired", waivers, use -> use.state() == WaiverUse.State.EXPIRED),
                        line("tooLong", waivers, use -> use.state() == WaiverUse.State.TOO_LONG),
                        line("unused", waivers, WaiverUse::matchesNothing),
                        line("soon", waivers, this::expiresSoon))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
        if (!lines.isEmpty()) {
            pages.panel(
                    pages.type().paragraph(lines, Style.BODY), pages.colours().notAssessed());
        }
    }

    private String line(String text, List<WaiverUse> waivers, Predicate<WaiverUse> which) {
        long number = waivers.stream().filter(which).count();
        return number == 0 ? "" : texts.get("pdf.waivers." + text, number);
    }

    private boolean expiresSoon(WaiverUse use) {
        return use.state() == WaiverUse.State.IN_FORCE
                && !use.waiver().expires().isAfter(today.plusDays(SOON));
    }

    private void row(Grid grid, WaiverUse use) {
        Waiver waiver = use.waiver();
        grid.noted(waiver.id(), waiver.reason())
                .noted(waiver.rule(), patterns(waiver))
                .noted(waiver.approver(), waiver.ticket())
                .noted(
                        texts.get("pdf.waivers.until", texts.date(waiver.expires())),
                        texts.get("pdf.waivers.since", texts.date(waiver.granted())))
                .add(pages.type().coloured(texts.get("pdf.waiver." + use.state()), colourOf(use.state())))
                .number(use.findings());
    }

    private static String patterns(Waiver waiver) {
        var lines = new TreeMap<>(waiver.tags()).entrySet().stream().map(tag -> tag.getKey() + "=" + tag.getValue());
        return Stream.of(waiver.resource().stream(), waiver.account().stream(), lines)
                .flatMap(part -> part)
                .collect(Collectors.joining("\n"));
    }

    private Colour colourOf(WaiverUse.State state) {
        return switch (state) {
            case IN_FORCE -> pages.colours().waived();
            case EXPIRED, TOO_LONG -> pages.colours().fail();
            case NOT_YET -> pages.colours().muted();
        };
    }
}
