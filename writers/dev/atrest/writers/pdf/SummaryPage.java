package dev.atrest.writers.pdf;

import dev.atrest.model.Account;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AccountCoverage;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Texts;
import dev.atrest.writers.Verdict;
import dev.atrest.writers.pdf.Typography.Style;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openpdf.text.Element;
import org.openpdf.text.Paragraph;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;

/** One page that says how things stand: what failed, what is worst, and what the assessment cannot speak of. */
final class SummaryPage {

    private static final int MOST_RULES = 7;
    private static final int MOST_GAPS = 4;
    private static final int LONGEST_TITLE = 80;

    private final Pages pages;
    private final Texts texts;

    SummaryPage(Pages pages) {
        this.pages = pages;
        this.texts = pages.texts();
    }

    void write(AssessmentReport report, Map<String, AccountCoverage> coverage) {
        AssessmentSummary summary = report.summary();
        pages.section(texts.get("summary.heading"));
        pages.paragraph(Verdict.of(summary, texts), Style.LEAD);
        gapsInOneSentence(summary);
        figures(summary);
        charts(summary);
        worst(report);
        gaps(report, coverage);
    }

    private void gapsInOneSentence(AssessmentSummary summary) {
        if (summary.coverageGaps() > 0) {
            pages.panel(
                    pages.type().paragraph(texts.get("summary.gaps", summary.coverageGaps()), Style.STRONG),
                    pages.colours().notAssessed());
        } else if (summary.accountsScanned() > 0) {
            pages.panel(
                    pages.type().paragraph(texts.get("summary.complete"), Style.BODY),
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
        pages.add(new Charts(pages)
                .draw(texts.get("summary.byStatus"), statuses, texts.get("summary.bySeverity"), severities));
    }

    private void worst(AssessmentReport report) {
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
        pages.add(table);
        if (failed.size() > MOST_RULES) {
            pages.paragraph(texts.get("summary.more", failed.size() - MOST_RULES), Style.CAPTION);
        }
    }

    private void gaps(AssessmentReport report, Map<String, AccountCoverage> coverage) {
        List<Account> incomplete = report.accounts().stream()
                .filter(account -> coverage.getOrDefault(account.id(), AccountCoverage.NONE)
                                .gaps()
                        > 0)
                .sorted(Comparator.comparing(
                        account -> -coverage.get(account.id()).gaps()))
                .toList();
        if (incomplete.isEmpty()) {
            return;
        }
        heading(texts.get("summary.gapsHeading"));
        var table = lines(new float[] {38, 12, 50});
        for (Account account : incomplete.subList(0, Math.min(MOST_GAPS, incomplete.size()))) {
            AccountCoverage gap = coverage.get(account.id());
            table.addCell(cell(pages.type()
                    .paragraph(
                            account.named() ? shortened(account.name()) + " (" + account.id() + ")" : account.id(),
                            Style.BODY)));
            table.addCell(cell(pages.type()
                    .paragraph(texts.get("summary.gapParts", gap.gaps(), gap.gaps() + gap.complete()), Style.BODY)));
            table.addCell(
                    cell(pages.type().paragraph(gap.firstGap().map(this::reason).orElse(""), Style.BODY)));
        }
        pages.add(table);
        if (incomplete.size() > MOST_GAPS) {
            pages.paragraph(texts.get("summary.moreGaps", incomplete.size() - MOST_GAPS), Style.CAPTION);
        }
    }

    private String reason(Coverage gap) {
        return gap.reason()
                .map(texts::of)
                .or(() -> gap.error().map(error -> texts.get("coverage.reason", error.call(), error.error())))
                .orElse("");
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
