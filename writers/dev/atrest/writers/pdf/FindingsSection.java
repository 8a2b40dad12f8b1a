package dev.atrest.writers.pdf;

import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.ControlNames;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.Texts;
import dev.atrest.writers.pdf.Grid.Column;
import dev.atrest.writers.pdf.Typography.Style;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.Paragraph;

/** Findings of one status, rule by rule: why the rule exists, what to do, and every resource concerned. */
final class FindingsSection {

    /** What is said of a rule and a first finding stand on one page. */
    private static final float ROOM_FOR_RULE = 130;

    private static final float ROOM_FOR_FAILED_RULE = 240;

    private final Pages pages;
    private final Texts texts;
    private final AssessmentReport report;
    private final Map<String, Rule> rules;
    private final AccountCells accounts;
    private final Map<String, StatusCounts> counts;
    private final ControlNames controlNames;

    FindingsSection(Pages pages, AssessmentReport report) {
        this.pages = pages;
        this.texts = pages.texts();
        this.report = report;
        this.rules = report.rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
        this.accounts = AccountCells.of(report);
        this.counts = report.countsByRule();
        this.controlNames = new ControlNames(report);
    }

    /**
     * Writes the section.
     *
     * @param section whose label its texts' keys begin with
     */
    void write(ReportSection section, FindingStatus status) {
        if (report.summary().testedNothing()) {
            pages.shortSection(section, texts.get("pdf.testedNothing"));
            return;
        }
        if (report.summary().findings(status) == 0) {
            pages.shortSection(section, texts.get(section.label() + ".none"));
            return;
        }
        pages.section(section);
        pages.paragraph(texts.get(section.label() + ".intro"), Style.NOTE);
        try (Stream<Finding> findings = report.findings(status)) {
            groups(findings, status);
        }
    }

    /** The findings come sorted by rule: a change of rule ends a group. */
    private void groups(Stream<Finding> findings, FindingStatus status) {
        String ruleId = "";
        @Nullable Grid grid = null;
        for (Finding finding : (Iterable<Finding>) findings::iterator) {
            if (grid == null || !finding.ruleId().equals(ruleId)) {
                if (grid != null) {
                    grid.close();
                }
                ruleId = finding.ruleId();
                rule(finding, status);
                grid = grid();
            }
            row(grid, finding);
        }
        if (grid != null) {
            grid.close();
        }
    }

    private void rule(Finding first, FindingStatus status) {
        pages.keep(status == FindingStatus.FAIL ? ROOM_FOR_FAILED_RULE : ROOM_FOR_RULE);
        Rule rule = rules.get(first.ruleId());
        if (rule == null) {
            throw new IllegalStateException(
                    "The report has a finding of rule " + first.ruleId() + ", which is not one of its rules");
        }
        long number = counts.getOrDefault(rule.id(), StatusCounts.NONE).of(status);
        pages.rule(
                rule,
                pages.colours().of(rule.severity()),
                texts.get("rule.affected", number) + "  ·  " + rule.id() + controls(rule));
        if (status == FindingStatus.FAIL) {
            labelled("rule.rationale", rule.rationale().strip());
            labelled(
                    "rule.remediation",
                    rule.remediation().summary().strip() + "  ("
                            + texts.get("rule.effort") + ": "
                            + texts.get("effort." + rule.remediation().effort()) + ")");
            if (!rule.remediation().cli().isBlank()) {
                pages.panel(
                        pages.type().command(rule.remediation().cli().strip()),
                        pages.colours().rule());
            }
        }
    }

    private String controls(Rule rule) {
        return controlNames.of(rule.controls()).stream()
                .map(control -> "  ·  " + control)
                .collect(Collectors.joining());
    }

    private void labelled(String label, String text) {
        Paragraph paragraph = pages.type().paragraph("", Style.BODY);
        paragraph.setSpacingAfter(3);
        pages.type().add(paragraph, texts.get(label) + "  ", Style.STRONG);
        pages.add(pages.type().add(paragraph, text, Style.BODY));
    }

    private Grid grid() {
        return new Grid(
                pages,
                List.of(
                        new Column(texts.get("column.resource"), 35),
                        new Column(texts.get("column.account"), 20),
                        Column.region(texts),
                        new Column(texts.get("column.class"), 14),
                        new Column(texts.get("column.message"), 36)));
    }

    private void row(Grid grid, Finding finding) {
        accounts.add(grid.noted(finding.resourceName(), finding.resourceArn()), finding.accountId(), finding.owner())
                .text(finding.region())
                .text(finding.dataProtectionClass().map(Enum::name).orElse("–"))
                .noted(
                        finding.unread().isEmpty() ? finding.message() : unread(finding),
                        finding.waiver()
                                .map(waiver -> texts.get("pdf.waivedBy", waiver))
                                .orElse(""));
    }

    private String unread(Finding finding) {
        return finding.unread().stream()
                .map(unread -> texts.get("finding.unread", unread.fact(), unread.call(), unread.error()))
                .collect(Collectors.joining("\n"));
    }
}
