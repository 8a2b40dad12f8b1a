package dev.atrest.writers.excel;

import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.model.UnreadFact;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.ConsoleLink;
import dev.atrest.writers.Texts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.PrintSetup;

/** All findings but those that passed, failures first and of these the worst. */
final class FindingsSheet {

    /** Excel allows 65,530 links a sheet, and POI keeps each in memory; the worst findings come first. */
    private static final int MOST_LINKS = 2_000;

    private FindingsSheet() {}

    static void write(AssessmentReport report, Sheets sheets) {
        Texts texts = sheets.texts();
        Map<String, String> accountNames = Sheets.accountNames(report);
        Map<String, Rule> rules = report.rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
        try (var table = sheets.table(
                texts.get("sheet.findings"),
                PrintSetup.A3_PAPERSIZE,
                2,
                List.of(
                        new Table.Column(texts.get("column.status"), 14),
                        new Table.Column(texts.get("column.severity"), 14),
                        new Table.Column(texts.get("column.rule"), 40),
                        new Table.Column(texts.get("column.ruleId"), 40),
                        new Table.Column(texts.get("column.resource"), 36),
                        new Table.Column(texts.get("column.type"), 18),
                        new Table.Column(texts.get("column.accountId"), 15),
                        new Table.Column(texts.get("column.account"), 26),
                        new Table.Column(texts.get("column.region"), 15),
                        new Table.Column(texts.get("column.class"), 16),
                        new Table.Column(texts.get("column.message"), 60),
                        new Table.Column(texts.get("column.evidence"), 60),
                        new Table.Column(texts.get("column.unread"), 46),
                        new Table.Column(texts.get("column.controls"), 34),
                        new Table.Column(texts.get("column.arn"), 60),
                        new Table.Column(texts.get("column.readAt"), 20)))) {
            int links = 0;
            for (FindingStatus status : List.of(FindingStatus.FAIL, FindingStatus.NOT_ASSESSED, FindingStatus.WAIVED)) {
                try (Stream<Finding> findings = report.findings(status)) {
                    for (Finding finding : (Iterable<Finding>) findings::iterator) {
                        Rule rule = rules.get(finding.ruleId());
                        String title = rule == null ? finding.ruleId() : rule.title();
                        String account = accountNames.getOrDefault(finding.accountId(), "");
                        row(table, finding, title, account, links < MOST_LINKS, sheets);
                        links++;
                    }
                }
            }
        }
    }

    private static void row(Table table, Finding finding, String title, String account, boolean linked, Sheets sheets) {
        Texts texts = sheets.texts();
        table.row()
                .word(texts.of(finding.status()), sheets.styles().of(finding.status()))
                .word(texts.of(finding.severity()), sheets.styles().of(finding.severity()))
                .wrapped(title)
                .text(finding.ruleId());
        var address = ConsoleLink.to(finding.resourceType(), finding.resourceArn(), finding.region());
        if (linked && address.isPresent()) {
            table.link(finding.resourceName(), address.get());
        } else {
            table.text(finding.resourceName());
        }
        table.text(finding.resourceType().label())
                .text(finding.accountId())
                .text(account)
                .text(finding.region())
                .text(finding.dataProtectionClass().map(Enum::name).orElse(""))
                .wrapped(finding.message())
                .wrapped(lines(finding.evidence(), FindingsSheet::evidence))
                .wrapped(lines(finding.unread(), unread -> unread(unread, texts)))
                .wrapped(lines(
                        List.copyOf(new TreeMap<>(finding.controls()).entrySet()),
                        framework -> framework.getKey() + " " + String.join(", ", framework.getValue())))
                .text(finding.resourceArn())
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
