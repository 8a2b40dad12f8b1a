package dev.atrest.writers.excel;

import dev.atrest.model.Change;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.CellStyle;

/** What has become other since the assessment before, and why. */
final class ChangesSheet {

    private final AssessmentReport report;
    private final Sheets sheets;
    private final Texts texts;
    private final Styles styles;
    private final Map<String, String> accountNames;
    private final Map<String, String> titles;

    private ChangesSheet(AssessmentReport report, Sheets sheets) {
        this.report = report;
        this.sheets = sheets;
        this.texts = sheets.texts();
        this.styles = sheets.styles();
        this.accountNames = Sheets.accountNames(report);
        this.titles = report.rules().stream().collect(Collectors.toMap(Rule::id, Rule::title));
    }

    static void write(AssessmentReport report, Sheets sheets) {
        new ChangesSheet(report, sheets).write();
    }

    private void write() {
        String none = report.previousAssessment()
                .map(before -> texts.get("excel.empty.changes", before))
                .orElseGet(() -> texts.get(report.imported() ? "report.imported" : "excel.empty.changes.first"));
        try (var table = sheets.table(
                        "changes",
                        2,
                        none,
                        List.of(
                                sheets.column("excel.change", 14),
                                sheets.column("column.resource", 30),
                                sheets.console(),
                                sheets.column("column.severity", 13),
                                sheets.column("column.rule", 34),
                                sheets.column("excel.before", 15),
                                sheets.column("excel.after", 15),
                                sheets.column("excel.cause", 28),
                                sheets.column("excel.detail", 40),
                                sheets.column("column.type", 17),
                                sheets.column("column.accountId", 15),
                                sheets.column("column.account", 22),
                                sheets.column("column.region", 15),
                                sheets.ruleIds(report),
                                sheets.column("column.arn", 44)));
                Stream<Change> changes = report.changes()) {
            changes.forEachOrdered(change -> row(table, change));
        }
    }

    private void row(Table table, Change change) {
        table.row()
                .word(texts.get("excel.change." + change.kind()), styleOf(change.kind()))
                .wrapped(change.resourceName());
        if (change.kind() == Change.Kind.GONE) {
            table.blank();
        } else {
            table.console(change.resourceType(), change.resourceArn(), change.region());
        }
        String title = titles.get(change.ruleId());
        table.word(texts.of(change.severity()), styles.of(change.severity()))
                .wrapped(title == null ? change.ruleId() : title);
        status(table, change.before());
        status(table, change.after());
        table.wrapped(texts.get("excel.cause." + change.cause()))
                .wrapped(change.detail())
                .text(change.resourceType().label())
                .text(change.accountId())
                .wrapped(accountNames.getOrDefault(change.accountId(), ""))
                .text(change.region());
        if (title == null) {
            table.wrapped(change.ruleId());
        } else {
            table.place(change.ruleId(), "rule:" + change.ruleId());
        }
        table.wrapped(change.resourceArn());
    }

    private void status(Table table, Optional<FindingStatus> status) {
        status.ifPresentOrElse(known -> table.word(texts.of(known), styles.of(known)), table::blank);
    }

    private CellStyle styleOf(Change.Kind kind) {
        return switch (kind) {
            case OPENED, REOPENED -> styles.of(FindingStatus.FAIL);
            case RESOLVED -> styles.of(FindingStatus.PASS);
            case UNKNOWN -> styles.of(FindingStatus.NOT_ASSESSED);
            case WAIVED -> styles.of(FindingStatus.WAIVED);
            case GONE -> styles.of(Coverage.Status.EXCLUDED);
        };
    }
}
