package dev.atrest.writers;

import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The AWS CLI commands and the Terraform that a rule's remediation gives, for one resource. Placeholders are in braces:
 * {@code {arn}}, {@code {id}} (the last part of the ARN), {@code {name}}, {@code {accountId}}, {@code {region}} and the path of
 * any fact that the finding read; the texts of a list stand one after the other, parted by blanks. What only a person can
 * decide, such as {@code KEY_ARN}, stays as it is: the rule explains it.
 *
 * <p>Someone will paste the command into a shell, and whoever named the resource must not be the author of it: a value with
 * anything but letters, digits and {@code @%+=:,./_-} in it, or with a leading hyphen, is not filled in and its placeholder
 * stays.
 */
public final class RemediationCommand {

    /** Not what a shell or Terraform puts in a text, which has a sign before the brace. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?<![$%])\\{([A-Za-z][A-Za-z0-9]*(?:\\.[A-Za-z][A-Za-z0-9]*)*)}");

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9@%+=:,./_][A-Za-z0-9@%+=:,./_-]*");

    private RemediationCommand() {}

    /** The commands, in the order in which they are to be run; empty when the rule gives none. */
    public static String of(Rule rule, Finding finding) {
        return filled(rule.remediation().cli(), finding);
    }

    /** The Terraform; empty when the rule gives none. */
    public static String terraform(Rule rule, Finding finding) {
        return filled(rule.remediation().terraform(), finding);
    }

    private static String filled(String template, Finding finding) {
        Map<String, String> values = valuesOf(finding);
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
    }

    private static String lastPart(String arn) {
        return arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
    }

    private static Map<String, String> valuesOf(Finding finding) {
        var values = new HashMap<String, Object>();
        for (Evidence evidence : finding.evidence()) {
            if (evidence.value() != null) {
                values.put(evidence.fact(), evidence.value());
            }
        }
        values.put("arn", finding.resourceArn());
        values.put("id", lastPart(finding.resourceArn()));
        values.put("name", finding.resourceName());
        values.put("accountId", finding.accountId());
        values.put("region", finding.region());
        var texts = new HashMap<String, String>();
        values.forEach((fact, value) -> text(value).ifPresent(text -> texts.put(fact, text)));
        return texts;
    }

    /** The value as words of a shell; empty when it is none, or not one that a shell leaves alone. */
    private static Optional<String> text(Object value) {
        if (value instanceof List<?> list) {
            return isWords(list)
                    ? Optional.of(list.stream().map(String::valueOf).collect(Collectors.joining(" ")))
                    : Optional.empty();
        }
        return Optional.of(value.toString()).filter(text -> isWord(value) || value instanceof Number);
    }

    private static boolean isWords(List<?> list) {
        return !list.isEmpty() && list.stream().allMatch(RemediationCommand::isWord);
    }

    private static boolean isWord(Object value) {
        return value instanceof String text && SAFE.matcher(text).matches();
    }
}
