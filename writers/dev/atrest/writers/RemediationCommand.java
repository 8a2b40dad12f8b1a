package dev.atrest.writers;

import dev.atrest.model.Finding;
import dev.atrest.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The AWS CLI commands and the Terraform that a rule's remediation gives, for one resource. Placeholders are in braces:
 * {@code {arn}}, {@code {id}} (the last part of the ARN), {@code {name}}, {@code {accountId}}, {@code {region}}, {@code {partition}} and the path of
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

    private static final String SAFE_SIGNS = "@%+=:,./_-";

    /** What stands before, between and after the placeholders. */
    private final List<String> texts;

    private final List<String> placeholders;

    private RemediationCommand(List<String> texts, List<String> placeholders) {
        this.texts = List.copyOf(texts);
        this.placeholders = List.copyOf(placeholders);
    }

    /** Reads what a rule gives, once for all the failures of a report. */
    public static RemediationCommand parse(String template) {
        var texts = new ArrayList<String>();
        var placeholders = new ArrayList<String>();
        int begin = 0;
        for (Matcher found = PLACEHOLDER.matcher(template); found.find(); begin = found.end()) {
            texts.add(template.substring(begin, found.start()));
            placeholders.add(found.group(1));
        }
        texts.add(template.substring(begin));
        return new RemediationCommand(texts, placeholders);
    }

    /** The commands, in the order in which they are to be run; empty when the rule gives none. */
    public static String of(Rule rule, Finding finding) {
        return parse(rule.remediation().cli()).filledIn(finding);
    }

    /** The Terraform; empty when the rule gives none. */
    public static String terraform(Rule rule, Finding finding) {
        return parse(rule.remediation().terraform()).filledIn(finding);
    }

    /** What the rule gives, for the resource of a finding. */
    public String filledIn(Finding finding) {
        if (placeholders.isEmpty()) {
            return texts.getFirst();
        }
        var filled = new StringBuilder(256).append(texts.getFirst());
        for (int i = 0; i < placeholders.size(); i++) {
            String name = placeholders.get(i);
            Optional<String> text = value(name, finding).flatMap(RemediationCommand::text);
            if (text.isPresent()) {
                filled.append(text.get());
            } else {
                filled.append('{').append(name).append('}');
            }
            filled.append(texts.get(i + 1));
        }
        return filled.toString();
    }

    private static String lastPart(String arn) {
        return arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
    }

    private static Optional<Object> value(String name, Finding finding) {
        return switch (name) {
            case "arn" -> Optional.of(finding.resourceArn());
            case "id" -> Optional.of(lastPart(finding.resourceArn()));
            case "name" -> Optional.of(finding.resourceName());
            case "accountId" -> Optional.of(finding.accountId());
            case "region" -> Optional.of(finding.region());
            case "partition" -> Optional.of(finding.resourceArn().split(":", 3)[1]);
            default ->
                finding.evidence().stream()
                        .filter(evidence -> evidence.fact().equals(name))
                        .findFirst()
                        .flatMap(evidence -> Optional.ofNullable(evidence.value()));
        };
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
        if (!(value instanceof String text) || text.isEmpty() || text.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isSafe(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSafe(char character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || SAFE_SIGNS.indexOf(character) >= 0;
    }
}
