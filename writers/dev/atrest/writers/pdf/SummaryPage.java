package dev.atrest.writers.pdf;

import dev.atrest.model.Account;
import dev.atrest.model.Change;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import dev.atrest.model.StatusCounts;
import dev.atrest.model.TrendPoint;
import dev.atrest.writers.AccountCoverage;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.Texts;
import dev.atrest.writers.Verdict;
import dev.atrest.writers.pdf.Typography.Style;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openpdf.text.Element;
import org.openpdf.text.Paragraph;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;

/** One page that says how things stand: what failed, what is worst, and what the assessment cannot speak of. */
final class SummaryPage {

    private static final int MOST_RULES = 7;
    private static final int MOST_GAPS = 4;
    private static final int MOST_REASONS = 3;
    /** For the heading of what was not read, one account and a line on how many more there are. */
    private static final float ROOM_FOR_GAPS = 150;

    /** For the line on how many more there are, and the space around it. */
    private static final float MORE = 34;

    private static final float LEADING = 1.25f;
    private static final int LONGEST_TITLE = 80;

    private final Pages pages;
    private final Texts texts;

    SummaryPage(Pages pages) {
        this.pages = pages;
        this.texts = pages.texts();
    }

    void write(AssessmentReport report, Map<String, AccountCoverage> coverage, BacklogFigures backlog) {
        AssessmentSummary summary = report.summary();
        List<Account> incomplete = incomplete(report, coverage);
        pages.section(ReportSection.SUMMARY);
        pages.paragraph(Verdict.of(summary, texts), Style.LEAD);
        gapsInOneSentence(summary);
        figures(summary);
        charts(summary);
        history(report, backlog);
        if (!summary.testedNothing()) {
            worst(report, incomplete.isEmpty() ? 0 : ROOM_FOR_GAPS);
        }
        gaps(incomplete, coverage);
    }

    private static List<Account> incomplete(AssessmentReport report, Map<String, AccountCoverage> coverage) {
        return report.accounts().stream()
                .filter(account -> gapsOf(account, coverage) > 0)
                .sorted(Comparator.comparing(account -> -gapsOf(account, coverage)))
                .toList();
    }

    private static long gapsOf(Account account, Map<String, AccountCoverage> coverage) {
        return coverage.getOrDefault(account.id(), AccountCoverage.NONE).gaps();
    }

    /** How things have changed, when there is anything to compare with. */
    private void history(AssessmentReport report, BacklogFigures backlog) {
        List<TrendPoint> trend = report.trend();
        if (trend.size() > 1) {
            TrendPoint last = trend.getLast();
            var chart = Charts.trend(
                    texts.get("pdf.summary.trend", trend.size()),
                    trend.stream()
                            .map(point -> new Charts.Part(
                                    texts.day(point.startedAt()),
                                    point.counts().fail(),
                                    point == last
                                            ? pages.colours().fail()
                                            : pages.colours().muted()))
                            .toList(),
                    pages);
            chart.setSpacingBefore(8);
            pages.add(chart);
        }
        String since = report.previousAssessment()
                .map(previous -> since(report.changeCounts()))
                .orElse("");
        String overdue = backlog.open() == 0 ? "" : texts.get("pdf.summary.overdue", backlog.overdue(), backlog.open());
        String both = (since + " " + overdue).strip();
        if (!both.isEmpty()) {
            Paragraph line = pages.type().paragraph(both, Style.BODY);
            line.setSpacingBefore(4);
            pages.add(line);
        }
    }

    private String since(Map<Change.Kind, Long> counts) {
        long opened = counts.getOrDefault(Change.Kind.OPENED, 0L) + counts.getOrDefault(Change.Kind.REOPENED, 0L);
        long closed = counts.getOrDefault(Change.Kind.RESOLVED, 0L) + counts.getOrDefault(Change.Kind.GONE, 0L);
        return texts.get("pdf.summary.since", opened, closed);
    }

    private void gapsInOneSentence(AssessmentSummary summary) {
        if (summary.coverageGaps() > 0) {
            pages.panel(
                    pages.type().paragraph(texts.get("summary.gaps", summary.coverageGaps()), Style.STRONG),
                    pages.colours().notAssessed());
        } else if (summary.accountsScanned() > 0) {
            pages.panel(
                    pages.type().paragraph(texts.complete(summary), Style.BODY),
                    pages.colours().pass());
        }
    }

    private void figures(AssessmentSummary summary) {
        var table = new PdfPTable(6);
        table.setWidthPercentage(100);
        table.setSpacingBefore(8);
        table.setSpacingAfter(14);
        figure(
                table,
                texts.get("fact.accountsOf", summary.accountsScanned(), summary.accountsTotal()),
                "figure.accounts");
        figure(table, texts.number(summary.totalResources()), "figure.resources");
        figure(table, texts.number(summary.findings(FindingStatus.FAIL)), "figure.failed");
        figure(table, texts.number(summary.findings(FindingStatus.NOT_ASSESSED)), "figure.notAssessed");
        figure(table, texts.number(summary.findings(FindingStatus.WAIVED)), "figure.waived");
        figure(table, texts.number(summary.coverageGaps()), "figure.gaps");
        pages.add(table);
    }

    private void figure(PdfPTable table, String figure, String caption) {
        var cell = new PdfPCell();
        cell.setBorder(PdfPCell.TOP);
        cell.setBorderWidth(0.9f);
        cell.setBorderColor(Typography.awt(pages.colours().primary()));
        cell.setPadding(0);
        // long numbers keep to one line
        Style style = figure.length() > 7 ? Style.HEADING_2 : Style.FIGURE;
        Paragraph number = pages.type().paragraph(figure, style);
        number.setLeading(Style.FIGURE.leading());
        cell.addElement(number);
        cell.addElement(pages.type().paragraph(texts.get(caption), Style.CAPTION));
        table.addCell(cell);
    }

    private void charts(AssessmentSummary summary) {
        var statuses = Stream.of(
                        FindingStatus.PASS, FindingStatus.FAIL, FindingStatus.NOT_ASSESSED, FindingStatus.WAIVED)
                .map(status -> new Charts.Part(
                        texts.of(status),
                        summary.findings(status),
                        pages.colours().of(status)))
                .toList();
        var severities = Arrays.stream(Severity.values())
                .map(severity -> new Charts.Part(
                        texts.of(severity),
                        summary.findings(FindingStatus.FAIL, severity),
                        pages.colours().of(severity)))
                .toList();
        pages.add(Charts.statuses(
                texts.get("summary.byStatus"), statuses, texts.get("summary.bySeverity"), severities, pages));
    }

    /** @param kept what of the page is for others */
    private void worst(AssessmentReport report, float kept) {
        heading(texts.get("summary.worst"));
        Map<String, StatusCounts> counts = report.countsByRule();
        List<Rule> failed = report.rules().stream()
                .filter(rule -> failures(rule, counts) > 0)
                .sorted(Comparator.comparing(Rule::severity)
                        .thenComparing(rule -> -failures(rule, counts))
                        .thenComparing(Rule::id))
                .toList();
        if (failed.isEmpty()) {
            pages.paragraph(texts.get("summary.worstNone"), Style.BODY);
            return;
        }
        var table = lines(new float[] {14, 68, 18});
        for (Rule rule : failed.subList(0, Math.min(MOST_RULES, failed.size()))) {
            table.addCell(cell(new Paragraph(pages.type()
                    .coloured(texts.of(rule.severity()), pages.colours().of(rule.severity())))));
            table.addCell(cell(pages.type().paragraph(shortened(rule.title()), Style.BODY)));
            PdfPCell count =
                    cell(pages.type().paragraph(texts.get("summary.failures", failures(rule, counts)), Style.BODY));
            count.setHorizontalAlignment(Element.ALIGN_RIGHT);
            table.addCell(count);
        }
        int shown = addWhatFits(table, pages.left() - kept);
        if (failed.size() > shown) {
            pages.paragraph(texts.get("summary.more", failed.size() - shown), Style.CAPTION);
        }
    }

    private void gaps(List<Account> incomplete, Map<String, AccountCoverage> coverage) {
        if (incomplete.isEmpty()) {
            return;
        }
        heading(texts.get("summary.gapsHeading"));
        var table = lines(new float[] {32, 10, 58});
        for (Account account : incomplete.subList(0, Math.min(MOST_GAPS, incomplete.size()))) {
            AccountCoverage gap = coverage.get(account.id());
            table.addCell(cell(pages.type()
                    .paragraph(
                            account.named() ? shortened(account.name()) + " (" + account.id() + ")" : account.id(),
                            Style.BODY)));
            table.addCell(cell(pages.type()
                    .paragraph(texts.get("summary.gapParts", gap.gaps(), gap.gaps() + gap.complete()), Style.BODY)));
            table.addCell(cell(pages.type().paragraph(reasons(gap), Style.BODY)));
        }
        int shown = addWhatFits(table, pages.left());
        if (incomplete.size() > shown) {
            pages.paragraph(texts.get("summary.moreGaps", incomplete.size() - shown), Style.CAPTION);
        }
    }

    private String reasons(AccountCoverage gap) {
        List<String> reasons = gap.reasons(texts);
        String first = reasons.stream().limit(MOST_REASONS).collect(Collectors.joining("\n"));
        return reasons.size() <= MOST_REASONS
                ? first
                : first + "\n" + texts.get("pdf.summary.moreReasons", reasons.size() - MOST_REASONS);
    }

    /** Adds as many rows as the page has room for, and a line below them. */
    private int addWhatFits(PdfPTable table, float room) {
        table.setTotalWidth(pages.width());
        table.calculateHeights(true);
        while (table.size() > 1 && table.getTotalHeight() > room - MORE) {
            table.deleteLastRow();
        }
        pages.add(table);
        return table.size();
    }

    private void heading(String text) {
        Paragraph heading = pages.type().paragraph(text, Style.HEADING_2);
        heading.setSpacingBefore(10);
        heading.setSpacingAfter(3);
        pages.add(heading);
    }

    private static PdfPTable lines(float[] weights) {
        var table = new PdfPTable(weights);
        table.setWidthPercentage(100);
        table.setSpacingBefore(2);
        return table;
    }

    private PdfPCell cell(Paragraph text) {
        var cell = new PdfPCell(text);
        cell.setBorder(PdfPCell.TOP);
        cell.setBorderWidth(0.4f);
        cell.setBorderColor(Typography.awt(pages.colours().rule()));
        cell.setPadding(0);
        cell.setPaddingTop(4);
        cell.setPaddingBottom(4);
        cell.setUseAscender(true);
        cell.setLeading(0, LEADING);
        return cell;
    }

    private static long failures(Rule rule, Map<String, StatusCounts> counts) {
        return counts.getOrDefault(rule.id(), StatusCounts.NONE).fail();
    }

    /** The page must stay one page, whatever people call their rules and accounts. */
    private static String shortened(String text) {
        return text.length() <= LONGEST_TITLE ? text : text.substring(0, LONGEST_TITLE - 1) + "…";
    }
}
