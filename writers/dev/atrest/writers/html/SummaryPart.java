package dev.atrest.writers.html;

import dev.atrest.model.Account;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AccountCoverage;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Texts;
import dev.atrest.writers.Verdict;
import dev.atrest.writers.html.HtmlTable.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How things stand: what the assessment cannot speak of, what failed, and what is worst. */
final class SummaryPart {

    /** Statuses in the order of tables and charts. */
    static final List<FindingStatus> STATUSES =
            List.of(FindingStatus.FAIL, FindingStatus.NOT_ASSESSED, FindingStatus.WAIVED, FindingStatus.PASS);

    private static final int MOST_RULES = 8;
    private static final int MOST_GAPS = 5;

    private final Page page;
    private final Markup markup;
    private final Texts texts;
    private final AssessmentSummary summary;

    SummaryPart(Page page) {
        this.page = page;
        this.markup = page.markup();
        this.texts = page.texts();
        this.summary = page.report().summary();
    }

    void write() {
        page.paragraph("lead", Verdict.of(summary, texts));
        gapsInOneSentence();
        page.tellLeftOut();
        figures();
        markup.raw("<div class=\"columns\">\n<div>\n");
        findings();
        markup.raw("</div>\n<div>\n");
        worst();
        markup.raw("</div>\n</div>\n");
        gaps();
        new TrendChart(page).write();
        markup.raw("<div class=\"columns\">\n<div>\n");
        circumstances();
        markup.raw("</div>\n<div>\n");
        resources();
        markup.raw("</div>\n</div>\n");
    }

    private void gapsInOneSentence() {
        if (summary.coverageGaps() > 0) {
            page.paragraph("notice incomplete", texts.get("summary.gaps", summary.coverageGaps()));
        } else if (summary.accountsScanned() > 0) {
            page.paragraph("notice complete", texts.complete(summary));
        }
    }

    private void figures() {
        markup.raw("<dl class=\"figures\">\n");
        figure("figure.accounts", texts.get("fact.accountsOf", summary.accountsScanned(), summary.accountsTotal()));
        figure("figure.resources", texts.number(summary.totalResources()));
        figure("figure.failed", texts.number(summary.findings(FindingStatus.FAIL)));
        figure("figure.notAssessed", texts.number(summary.findings(FindingStatus.NOT_ASSESSED)));
        figure("figure.waived", texts.number(summary.findings(FindingStatus.WAIVED)));
        figure("figure.gaps", texts.number(summary.coverageGaps()));
        markup.raw("</dl>\n");
    }

    private void figure(String caption, String figure) {
        markup.raw("<div>")
                .element("dt", texts.get(caption))
                .element("dd", figure)
                .raw("</div>\n");
    }

    /** Severities down, statuses across, with the bar of their shares. */
    private void findings() {
        page.subheading(texts.get("summary.findings"));
        Charts.shares(page, STATUSES.stream().map(this::share).toList(), texts.get("summary.byStatus"));
        var columns = new ArrayList<Column>();
        columns.add(Column.word(texts.get("column.severity")));
        STATUSES.forEach(status -> columns.add(Column.number(texts.of(status))));
        columns.add(Column.number(texts.get("summary.total")));
        try (var table = new HtmlTable(page, texts.get("summary.findings"), columns)) {
            for (Severity severity : Severity.values()) {
                table.row().mark(severity.name(), texts.of(severity));
                long total = 0;
                for (FindingStatus status : STATUSES) {
                    long count = summary.findings(status, severity);
                    total += count;
                    count(table, count, status, "&severity=" + severity);
                }
                table.number(total);
            }
            table.row().text(texts.get("summary.total"));
            long total = 0;
            for (FindingStatus status : STATUSES) {
                total += summary.findings(status);
                count(table, summary.findings(status), status, "");
            }
            table.number(total);
        }
    }

    private Charts.Share share(FindingStatus status) {
        return new Charts.Share(status.name(), texts.of(status), summary.findings(status));
    }

    /** A figure that leads to its findings, where the page lists them. */
    private void count(HtmlTable table, long count, FindingStatus status, String more) {
        if (count == 0 || status == FindingStatus.PASS) {
            table.number(count);
        } else {
            table.link("#status=" + status + more, texts.number(count), "");
        }
    }

    private void worst() {
        page.subheading(texts.get("summary.worst"));
        Map<String, StatusCounts> counts = page.report().countsByRule();
        List<Rule> failed = page.report().rules().stream()
                .filter(rule -> failures(rule, counts) > 0)
                .sorted(Comparator.comparing(Rule::severity)
                        .thenComparing(rule -> -failures(rule, counts))
                        .thenComparing(Rule::id))
                .toList();
        if (failed.isEmpty()) {
            page.paragraph("body", texts.get("summary.worstNone"));
            return;
        }
        try (var table = new HtmlTable(
                page,
                texts.get("summary.worst"),
                List.of(
                        Column.word(texts.get("column.severity")),
                        Column.text(texts.get("column.rule")),
                        Column.number(texts.get("column.failed"))))) {
            failed.stream()
                    .limit(MOST_RULES)
                    .forEach(rule -> table.row()
                            .mark(rule.severity().name(), texts.of(rule.severity()))
                            .link("#status=FAIL&rule=" + rule.id(), rule.title(), "")
                            .number(failures(rule, counts)));
        }
        if (failed.size() > MOST_RULES) {
            page.paragraph("note", texts.get("html.summary.more", failed.size() - MOST_RULES));
        }
    }

    private static long failures(Rule rule, Map<String, StatusCounts> counts) {
        return counts.getOrDefault(rule.id(), StatusCounts.NONE).fail();
    }

    private void gaps() {
        Map<String, AccountCoverage> coverage = AccountCoverage.of(page.report());
        List<Account> incomplete = page.report().accounts().stream()
                .filter(account -> gapsOf(account, coverage) > 0)
                .sorted(Comparator.comparing((Account account) -> -gapsOf(account, coverage)))
                .toList();
        if (incomplete.isEmpty()) {
            return;
        }
        page.subheading(texts.get("summary.gapsHeading"));
        try (var table = new HtmlTable(
                page,
                texts.get("summary.gapsHeading"),
                List.of(
                        Column.text(texts.get("column.account")),
                        Column.word(texts.get("coverage.parts")),
                        Column.wide(texts.get("column.reason"))))) {
            for (Account account : incomplete.subList(0, Math.min(MOST_GAPS, incomplete.size()))) {
                AccountCoverage read = coverage.get(account.id());
                table.row()
                        .noted(account.named() ? account.name() : account.id(), account.named() ? account.id() : "")
                        .text(texts.get("summary.gapParts", read.gaps(), read.gaps() + read.complete()))
                        .text(String.join("; ", read.reasons(texts)));
            }
        }
        if (incomplete.size() > MOST_GAPS) {
            page.paragraph("note", texts.get("summary.moreGaps", incomplete.size() - MOST_GAPS));
        }
    }

    private static long gapsOf(Account account, Map<String, AccountCoverage> coverage) {
        return coverage.getOrDefault(account.id(), AccountCoverage.NONE).gaps();
    }

    private void resources() {
        page.subheading(texts.get("summary.resources"));
        markup.raw("<dl class=\"facts\">\n");
        for (ResourceType type : ResourceType.values()) {
            if (summary.resources().containsKey(type)) {
                fact(texts.of(type), texts.number(summary.resources().get(type)));
            }
        }
        fact(texts.get("summary.total"), texts.number(summary.totalResources()));
        markup.raw("</dl>\n");
    }

    private void circumstances() {
        page.subheading(texts.get("html.circumstances"));
        markup.raw("<dl class=\"facts\">\n");
        fact(texts.get("fact.assessment"), summary.id());
        fact(texts.get("fact.scope"), summary.scope());
        fact(texts.get("fact.started"), texts.dateTime(summary.startedAt()));
        fact(texts.get("fact.finished"), texts.dateTime(summary.finishedAt()));
        fact(texts.get("fact.caller"), summary.caller());
        fact(texts.get("fact.rules"), summary.rulesDigest());
        fact(texts.get("fact.version"), "atrest " + summary.version());
        markup.raw("</dl>\n");
    }

    private void fact(String name, String value) {
        markup.raw("<div>").element("dt", name).element("dd", value).raw("</div>\n");
    }
}
