package dev.atrest.writers;

import dev.atrest.model.Account;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/**
 * The backlog for a ticketing system, what is open or waived, the most urgent first: {@code backlog.csv}, as RFC 4180, UTF-8,
 * CRLF, one header line.
 * Column names are English in every language, so that an import keeps working.
 *
 * <p>A cell that a spreadsheet would take for a formula, because it begins with {@code = + - @}, their full-width forms, a
 * tab or a line break, is preceded by an apostrophe.
 */
public final class BacklogCsv implements ReportWriter {

    private static final String[] HEADER = {
        "External ID",
        "Summary",
        "Severity",
        "Priority",
        "Account ID",
        "Account name",
        "Account owner",
        "Region",
        "Resource type",
        "Resource ARN",
        "Resource name",
        "Data protection class",
        "Rule ID",
        "Rule",
        "Message",
        "Remediation",
        "Command",
        "Effort",
        "Controls",
        "Assessment",
        "State",
        "Due date",
        "First seen",
        "Last seen",
        "Owner",
        "Ticket",
        "Group",
        "Priority explanation"
    };

    @Override
    public String fileName() {
        return "backlog.csv";
    }

    @Override
    public void write(AssessmentReport report, Path file) throws IOException {
        Map<String, Account> accounts =
                report.accounts().stream().collect(Collectors.toMap(Account::id, Function.identity()));
        Map<String, Rule> rules = report.rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
        var controlNames = new ControlNames(report);
        String assessmentId = report.summary().id();
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader(HEADER)
                .setQuoteMode(QuoteMode.MINIMAL)
                .get();
        try (Writer out = Files.newBufferedWriter(file);
                var printer = new CSVPrinter(out, format);
                Stream<BacklogItem> items = report.backlog()) {
            for (BacklogItem item : (Iterable<BacklogItem>) items::iterator) {
                Map<String, List<String>> met = rules.containsKey(item.ruleId())
                        ? rules.get(item.ruleId()).controls()
                        : Map.of();
                String accountId = item.accountId();
                Account account = accounts.getOrDefault(accountId, new Account(accountId, accountId, "", ""));
                printer.printRecord(row(item, account, String.join("; ", controlNames.of(met)), assessmentId));
            }
        }
    }

    private static List<String> row(BacklogItem item, Account account, String controls, String assessmentId) {
        return Stream.of(
                        item.id(),
                        item.ruleTitle() + ": " + item.resourceName(),
                        item.severity().name(),
                        Integer.toString(priority(item.severity())),
                        item.accountId(),
                        account.name(),
                        account.owner(),
                        item.region(),
                        item.resourceType().label(),
                        item.resourceArn(),
                        item.resourceName(),
                        item.dataProtectionClass().map(Enum::name).orElse(""),
                        item.ruleId(),
                        item.ruleTitle(),
                        item.message(),
                        item.remediation(),
                        item.command(),
                        item.effort().name(),
                        controls,
                        assessmentId,
                        item.state().name(),
                        item.dueOn().toString(),
                        item.firstSeenAt().toString(),
                        item.lastSeenAt().toString(),
                        item.owner(),
                        item.ticket(),
                        item.group().map(BacklogItem.Group::title).orElse(""),
                        item.priority().explanation())
                .map(BacklogCsv::inert)
                .toList();
    }

    /** 1 (now) to 5 (when convenient), as ticketing systems count. */
    private static int priority(Severity severity) {
        return severity.ordinal() + 1;
    }

    private static String inert(String cell) {
        String written = VisibleText.wellFormed(cell);
        return FormulaLike.test(written) ? "'" + written : written;
    }
}
