package dev.atrest.writers.excel;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Texts;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.CellStyle;

/** What is to be done, the most urgent first. The status can be changed to any other, and to nothing else. */
final class BacklogSheet {

    private final AssessmentReport report;
    private final Sheets sheets;
    private final Texts texts;
    private final Styles styles;
    private final Map<String, String> accountNames;
    private final LocalDate today;

    private BacklogSheet(AssessmentReport report, Sheets sheets) {
        this.report = report;
        this.sheets = sheets;
        this.texts = sheets.texts();
        this.styles = sheets.styles();
        this.accountNames = Sheets.accountNames(report);
        this.today = LocalDate.ofInstant(report.summary().startedAt(), ZoneOffset.UTC);
    }

    static void write(AssessmentReport report, Sheets sheets) {
        new BacklogSheet(report, sheets).write();
    }

    private void write() {
        List<String> states =
                Stream.of(BacklogItem.State.values()).map(this::word).toList();
        try (var table = sheets.table(
                        "backlog",
                        2,
                        none(),
                        List.of(
                                sheets.column("column.status", 15),
                                sheets.column("column.resource", 30),
                                sheets.console(),
                                sheets.column("column.severity", 13),
                                sheets.number("excel.priority"),
                                sheets.number("excel.due"),
                                sheets.column("column.rule", 34),
                                sheets.ruleIds(report),
                                sheets.column("column.message", 44),
                                sheets.column("column.remediation", 44),
                                sheets.column("column.effort", 12),
                                sheets.column("excel.owner", 24),
                                sheets.column("column.type", 17),
                                sheets.column("column.accountId", 15),
                                sheets.column("column.account", 22),
                                sheets.column("column.region", 15),
                                sheets.column("column.class", 16),
                                sheets.column("excel.group", 36),
                                sheets.column("column.command", 48),
                                sheets.column("excel.ticket", 14),
                                sheets.column("excel.opened", 20),
                                sheets.column("excel.lastSeen", 20),
                                sheets.column("excel.closed", 20),
                                sheets.number("excel.reopened"),
                                sheets.column("excel.priorityExplained", 40),
                                sheets.column("excel.itemId", 44),
                                sheets.column("column.arn", 44)),
                        states);
                Stream<BacklogItem> items = report.backlog()) {
            items.forEachOrdered(item -> row(table, item));
        }
    }

    /** Why there is no item. */
    private String none() {
        if (report.imported()) {
            return texts.get("report.imported");
        }
        boolean failed = report.summary().findings(FindingStatus.FAIL) > 0;
        return texts.get(failed ? "excel.empty.backlog.notKept" : "excel.empty.backlog");
    }

    private void row(Table table, BacklogItem item) {
        table.row()
                .word(word(item.state()), styleOf(item.state()))
                .wrapped(item.resourceName())
                .console(item.resourceType(), item.resourceArn(), item.region())
                .word(texts.of(item.severity()), styles.of(item.severity()))
                .decimal(item.priority().score())
                .date(item.dueOn(), item.overdue(today) ? styles.overdue : styles.date)
                .wrapped(item.ruleTitle())
                .place(item.ruleId(), "rule:" + item.ruleId())
                .wrapped(item.message())
                .wrapped(item.remediation().strip())
                .text(texts.get("effort." + item.effort()))
                .wrapped(item.owner())
                .text(item.resourceType().label())
                .text(item.accountId())
                .wrapped(accountNames.getOrDefault(item.accountId(), ""))
                .text(item.region())
                .text(item.dataProtectionClass().map(Enum::name).orElse(""))
                .wrapped(item.group().map(BacklogItem.Group::title).orElse(""))
                // As high as the commands are long, a row would fill the screen: one line is seen, and all of it in the
                // cell.
                .text(item.command().strip())
                .text(item.ticket())
                .moment(item.openedAt())
                .moment(item.lastSeenAt());
        item.closedAt().ifPresentOrElse(table::moment, table::blank);
        table.number(item.reopened())
                .wrapped(item.priority().explanation())
                .wrapped(item.id())
                .wrapped(item.resourceArn());
    }

    private String word(BacklogItem.State state) {
        return texts.get("excel.backlog." + state);
    }

    private CellStyle styleOf(BacklogItem.State state) {
        return switch (state) {
            case OPENED, REOPENED, STILL_OPEN -> styles.of(FindingStatus.FAIL);
            case UNKNOWN -> styles.of(FindingStatus.NOT_ASSESSED);
            case WAIVED -> styles.of(FindingStatus.WAIVED);
            case RESOLVED -> styles.of(FindingStatus.PASS);
            case GONE -> styles.of(Coverage.Status.EXCLUDED);
        };
    }
}
