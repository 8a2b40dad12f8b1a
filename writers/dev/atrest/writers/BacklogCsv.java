package dev.atrest.writers;

import dev.atrest.model.Account;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
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
 * The open failures for a ticketing system, worst first: {@code backlog.csv}, as RFC 4180, UTF-8, CRLF, one header line.
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
        "Assessment"
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
                Stream<Finding> failures = report.findings(FindingStatus.FAIL)) {
            for (Finding finding : (Iterable<Finding>) failures::iterator) {
                Rule rule = rules.get(finding.ruleId());
                if (rule == null) {
                    throw new IllegalStateException(
                            "The report has a finding of rule " + finding.ruleId() + ", which is not one of its rules");
                }
                String accountId = finding.accountId();
                Account account = accounts.getOrDefault(accountId, new Account(accountId, accountId, "", ""));
                String controls = String.join("; ", controlNames.of(finding.controls()));
                printer.printRecord(row(finding, rule, account, controls, assessmentId));
            }
        }
    }

    private static List<String> row(Finding finding, Rule rule, Account account, String controls, String assessmentId) {
        return Stream.of(
                        externalId(finding),
                        rule.title() + ": " + finding.resourceName(),
                        finding.severity().name(),
                        Integer.toString(priority(finding.severity())),
                        finding.accountId(),
                        account.name(),
                        account.owner(),
                        finding.region(),
                        finding.resourceType().label(),
                        finding.resourceArn(),
                        finding.resourceName(),
                        finding.dataProtectionClass().map(Enum::name).orElse(""),
                        rule.id(),
                        rule.title(),
                        finding.message(),
                        rule.remediation().summary(),
                        RemediationCommand.of(rule, finding),
                        rule.remediation().effort().name(),
                        controls,
                        assessmentId)
                .map(BacklogCsv::inert)
                .toList();
    }

    /** The same for the same rule and resource in every assessment. */
    static String externalId(Finding finding) {
        return FindingId.of(finding.ruleId(), finding.resourceArn());
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
