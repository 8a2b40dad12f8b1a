package dev.atrest.writers.excel;

import dev.atrest.model.FindingStatus;
import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Texts;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.CellStyle;

/** Which risks were accepted, by whom and until when, and what came of it. */
final class WaiversSheet {

    private WaiversSheet() {}

    static void write(AssessmentReport report, Sheets sheets) {
        Texts texts = sheets.texts();
        try (var table = sheets.table(
                "waivers",
                2,
                texts.get("excel.empty.waivers"),
                List.of(
                        sheets.column("excel.waiver", 22),
                        sheets.column("column.status", 15),
                        sheets.number("sheet.findings"),
                        sheets.column("excel.remark", 26),
                        sheets.number("excel.granted"),
                        sheets.number("excel.expires"),
                        sheets.column("excel.reason", 40),
                        sheets.column("excel.approver", 20),
                        sheets.column("excel.ticket", 12),
                        sheets.column("excel.ruleMatched", 22),
                        sheets.column("excel.resourceMatched", 28),
                        sheets.column("excel.accountMatched", 15),
                        sheets.column("excel.tagsMatched", 22),
                        sheets.column("excel.file", 24)))) {
            report.waivers().forEach(use -> row(table, use, sheets));
        }
    }

    private static void row(Table table, WaiverUse use, Sheets sheets) {
        Texts texts = sheets.texts();
        Waiver waiver = use.waiver();
        String tags = new TreeMap<>(waiver.tags())
                .entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining("\n"));
        table.row()
                .mark("waiver:" + waiver.id())
                .wrapped(waiver.id())
                .word(texts.get("excel.waiver." + use.state()), styleOf(use.state(), sheets.styles()));
        if (sheets.book().marked("waived:" + waiver.id())) {
            table.number(use.findings(), "waived:" + waiver.id());
        } else {
            table.number(use.findings());
        }
        table.wrapped(use.matchesNothing() ? texts.get("excel.waiver.nothing") : "")
                .date(waiver.granted())
                .date(waiver.expires())
                .wrapped(waiver.reason())
                .wrapped(waiver.approver())
                .wrapped(waiver.ticket())
                .wrapped(waiver.rule())
                .wrapped(waiver.resource().orElse(""))
                .wrapped(waiver.account().orElse(""))
                .wrapped(tags)
                .wrapped(waiver.file());
    }

    private static CellStyle styleOf(WaiverUse.State state, Styles styles) {
        return switch (state) {
            case IN_FORCE -> styles.of(FindingStatus.WAIVED);
            case EXPIRED, TOO_LONG -> styles.of(FindingStatus.FAIL);
            case NOT_YET -> styles.of(FindingStatus.NOT_ASSESSED);
        };
    }
}
