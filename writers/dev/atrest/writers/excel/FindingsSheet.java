package dev.atrest.writers.excel;

import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.model.UnreadFact;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.ControlNames;
import dev.atrest.writers.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All findings but those that passed, failures first and of these the worst. */
final class FindingsSheet {

    private final AssessmentReport report;
    private final Sheets sheets;
    private final Texts texts;
    private final Map<String, String> accountNames;
    private final Map<String, String> titles;
    private final ControlNames controlNames;
    /** As a cell says them, by rule: all findings of a rule meet the same. */
    private final Map<String, String> controls = new HashMap<>();

    private final FailureTally tally = new FailureTally();

    private FindingsSheet(AssessmentReport report, Sheets sheets) {
        this.report = report;
        this.sheets = sheets;
        this.texts = sheets.texts();
        this.accountNames = Sheets.accountNames(report);
        this.titles = report.rules().stream().collect(Collectors.toMap(Rule::id, Rule::title));
        this.controlNames = new ControlNames(report);
    }

    /** Writes the sheet, and counts the failures. */
    static FailureTally write(AssessmentReport report, Sheets sheets) {
        var sheet = new FindingsSheet(report, sheets);
        sheet.write();
        return sheet.tally;
    }

    private void write() {
        boolean tested = Stream.of(FindingStatus.values())
                .anyMatch(status -> report.summary().findings(status) > 0);
        try (var table = sheets.table(
                "findings",
                2,
                texts.get(tested ? "excel.empty.findings" : "summary.nothing"),
                List.of(
                        sheets.column("column.status", 13),
                        sheets.column("column.resource", 30),
                        sheets.console(),
                        sheets.column("column.severity", 13),
                        sheets.column("column.rule", 34),
                        sheets.column("column.message", 44),
                        sheets.column("column.type", 17),
                        sheets.column("column.accountId", 15),
                        sheets.column("column.account", 22),
                        sheets.column("column.region", 15),
                        sheets.column("column.class", 16),
                        sheets.column("excel.owner", 20),
                        sheets.column("column.evidence", 54),
                        sheets.column("column.unread", 34),
                        sheets.column("excel.waiver", 18),
                        sheets.column("column.controls", 30),
                        sheets.ruleIds(report),
                        sheets.column("column.arn", 46),
                        sheets.column("column.readAt", 20)))) {
            for (FindingStatus status : List.of(FindingStatus.FAIL, FindingStatus.NOT_ASSESSED, FindingStatus.WAIVED)) {
                try (Stream<Finding> findings = report.findings(status)) {
                    findings.forEachOrdered(finding -> row(table, finding));
                }
            }
        }
    }

    private void row(Table table, Finding finding) {
        table.row().mark(finding.status() + ":" + finding.ruleId());
        if (finding.status() == FindingStatus.FAIL) {
            tally.add(finding);
        }
        table.word(texts.of(finding.status()), sheets.styles().of(finding.status()))
                .wrapped(finding.resourceName())
                .console(finding.resourceType(), finding.resourceArn(), finding.region())
                .word(texts.of(finding.severity()), sheets.styles().of(finding.severity()))
                .wrapped(titles.getOrDefault(finding.ruleId(), finding.ruleId()))
                .wrapped(finding.message())
                .text(finding.resourceType().label())
                .text(finding.accountId())
                .wrapped(accountNames.getOrDefault(finding.accountId(), ""))
                .text(finding.region())
                .text(finding.dataProtectionClass().map(Enum::name).orElse(""))
                .wrapped(finding.owner())
                .wrapped(lines(finding.evidence(), FindingsSheet::evidence))
                .wrapped(lines(finding.unread(), unread -> unread(unread, texts)));
        finding.waiver()
                .ifPresentOrElse(
                        waiver -> table.mark("waived:" + waiver).place(waiver, "waiver:" + waiver), table::blank);
        table.wrapped(controls.computeIfAbsent(
                        finding.ruleId(), rule -> String.join("\n", controlNames.of(finding.controls()))))
                .place(finding.ruleId(), "rule:" + finding.ruleId())
                .wrapped(finding.resourceArn())
                .moment(finding.readAt());
    }

    private static <T> String lines(List<T> items, Function<T, String> line) {
        return items.stream().map(line).collect(Collectors.joining("\n"));
    }

    private static String evidence(Evidence evidence) {
        return evidence.fact() + " = " + (evidence.value() == null ? "–" : evidence.value()) + "  (" + evidence.call()
                + ")";
    }

    private static String unread(UnreadFact unread, Texts texts) {
        return texts.get("finding.unread", unread.fact(), unread.call(), unread.error());
    }
}
