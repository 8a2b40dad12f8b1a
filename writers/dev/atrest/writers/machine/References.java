package dev.atrest.writers.machine;

import dev.atrest.model.Account;
import dev.atrest.model.Finding;
import dev.atrest.model.Framework;
import dev.atrest.model.Rule;
import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.RemediationCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What findings refer to, and what is said of it in every format. */
final class References {

    private final Map<String, Rule> rules;
    private final Map<String, Account> accounts;
    private final Map<String, Waiver> waivers;
    private final List<Framework> frameworks;
    private final Map<String, RemediationCommand> commands = new HashMap<>();

    References(AssessmentReport report) {
        this.rules = report.rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
        this.accounts = report.accounts().stream().collect(Collectors.toMap(Account::id, Function.identity()));
        this.waivers = report.waivers().stream()
                .map(WaiverUse::waiver)
                .collect(Collectors.toMap(Waiver::id, waiver -> waiver));
        this.frameworks = report.frameworks();
    }

    Rule rule(String id) {
        Rule rule = rules.get(id);
        if (rule == null) {
            throw new IllegalStateException(
                    "The report has a finding of rule " + id + ", which is not one of its rules");
        }
        return rule;
    }

    Account account(String id) {
        return accounts.getOrDefault(id, new Account(id, id, "", ""));
    }

    Optional<Waiver> waiver(Finding finding) {
        return finding.waiver().map(waivers::get);
    }

    /** Why the failure is accepted, in a sentence. */
    String acceptance(Finding finding) {
        return waiver(finding)
                .map(waiver -> "Accepted by " + waiver.approver() + " until " + waiver.expires() + ": "
                        + waiver.reason()
                        + Stream.of(waiver.id(), waiver.ticket())
                                .filter(part -> !part.isBlank())
                                .collect(Collectors.joining(", ", " (", ")")))
                .orElseGet(() -> "Accepted by "
                        + finding.waiver().map(id -> "waiver " + id).orElse("a waiver"));
    }

    /** The shown frameworks that the finding's rule meets controls of. */
    List<Framework> frameworks(Finding finding) {
        return frameworks.stream()
                .filter(framework -> finding.controls().containsKey(framework.id()))
                .toList();
    }

    /** The controls of the shown frameworks, e.g. {@code cis-aws-foundations@7.0.0 3.1.4}. */
    List<String> controls(Finding finding) {
        return frameworks(finding).stream()
                .flatMap(framework ->
                        finding.controls().get(framework.id()).stream().map(control -> framework.id() + " " + control))
                .toList();
    }

    /** What is not known and why, e.g. {@code encryption (s3:GetBucketEncryption: AccessDenied)}. */
    static List<String> unread(Finding finding) {
        return finding.unread().stream()
                .map(unread -> unread.fact() + " (" + unread.call() + ": " + unread.error() + ")")
                .toList();
    }

    /** How to mend it: in words and, where the rule has one, as a command. */
    String remediation(Rule rule, Finding finding) {
        return withCommand(
                rule.remediation().summary(),
                commands.computeIfAbsent(
                                rule.id(),
                                _ -> RemediationCommand.parse(rule.remediation().cli()))
                        .filledIn(finding));
    }

    /** The same for whatever resource. */
    static String remediation(Rule rule) {
        return withCommand(rule.remediation().summary(), rule.remediation().cli());
    }

    private static String withCommand(String summary, String command) {
        return Stream.of(summary.strip(), command.strip())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** The ARN's second part: {@code aws}, {@code aws-cn}, {@code aws-us-gov}, ... */
    static String partition(Finding finding) {
        String[] parts = finding.resourceArn().split(":", 3);
        return parts.length == 3 ? parts[1] : "aws";
    }
}
