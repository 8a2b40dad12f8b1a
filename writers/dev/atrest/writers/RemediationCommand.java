package dev.atrest.writers;

import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.Rule;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The AWS CLI command that a rule's remediation gives, for one resource. Placeholders are in braces: {@code {arn}},
 * {@code {id}} (the last part of the ARN), {@code {name}}, {@code {accountId}}, {@code {region}} and the path of any fact
 * that the finding read.
 *
 * <p>Someone will paste the command into a shell, and whoever named the resource must not be the author of it: a value with
 * anything but letters, digits and {@code @%+=:,./_-} in it, or with a leading hyphen, is not filled in and its placeholder
 * stays.
 */
public final class RemediationCommand {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*(?:\\.[A-Za-z][A-Za-z0-9]*)*)}");
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9@%+=:,./_][A-Za-z0-9@%+=:,./_-]*");

    private RemediationCommand() {}

    /** The command; empty when the rule gives none. */
    public static String of(Rule rule, Finding finding) {
        Map<String, String> values = valuesOf(finding);
        return PLACEHOLDER.matcher(rule.remediation().cli()).replaceAll(match -> {
            String value = values.get(match.group(1));
            boolean usable = value != null && SAFE.matcher(value).matches();
            return Matcher.quoteReplacement(usable ? value : match.group());
        });
    }

    private static String lastPart(String arn) {
        return arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
    }

    private static Map<String, String> valuesOf(Finding finding) {
        var values = new HashMap<String, String>();
        for (Evidence evidence : finding.evidence()) {
            if (evidence.value() instanceof String || evidence.value() instanceof Number) {
                values.put(evidence.fact(), evidence.value().toString());
            }
        }
        values.put("arn", finding.resourceArn());
        values.put("id", lastPart(finding.resourceArn()));
        values.put("name", finding.resourceName());
        values.put("accountId", finding.accountId());
        values.put("region", finding.region());
        return values;
    }
}
