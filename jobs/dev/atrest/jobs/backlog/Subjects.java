package dev.atrest.jobs.backlog;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.evaluators.Urgency;
import dev.atrest.jobs.store.Standing;
import dev.atrest.jobs.store.Subject;
import dev.atrest.model.Account;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Makes of a failure what the backlog says of it. */
final class Subjects {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9.]*)}");
    private static final int LONGEST_MESSAGE = 60_000;
    private static final int LONGEST_TEXT = 1000;

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Rule> rules;
    private final Map<String, String> owners;
    private final Urgency urgency;

    Subjects(RuleCatalog catalog, List<Account> accounts) {
        rules = catalog.rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
        owners = accounts.stream().collect(Collectors.toMap(Account::id, Account::owner));
        urgency = catalog.settings().urgency();
    }

    /** The subject of a failing or waived finding. */
    Subject of(Finding finding) {
        Rule rule = rules.get(finding.ruleId());
        if (rule == null) {
            throw new IllegalStateException(
                    "there is a finding of rule " + finding.ruleId() + ", which is not one of the rules in force");
        }
        return new Subject(
                rule.id(),
                cut(rule.title(), LONGEST_TEXT),
                finding.resourceArn(),
                finding.resourceType(),
                finding.accountId(),
                finding.region(),
                finding.resourceName(),
                finding.dataProtectionClass(),
                finding.severity(),
                rule.remediation().effort(),
                cut(
                        finding.owner().isEmpty() ? owners.getOrDefault(finding.accountId(), "") : finding.owner(),
                        LONGEST_TEXT),
                urgency.priority(finding.severity(), finding.dataProtectionClass(), finding.impact()),
                group(rule, finding),
                cut(finding.message(), LONGEST_MESSAGE),
                facts(rule, finding));
    }

    /** Until when a failure is to be resolved. */
    Standing.DueDate dueDate(Finding finding) {
        int days = urgency.days(finding.severity(), finding.dataProtectionClass());
        return openedAt -> LocalDate.ofInstant(openedAt, ZoneOffset.UTC).plusDays(days);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    /** Those that a command names; nothing else is needed to fill it in. One that is too long to be stored is left open. */
    private static Map<String, Object> facts(Rule rule, Finding finding) {
        var facts = new TreeMap<String, Object>();
        int room = LONGEST_MESSAGE;
        String commands = rule.remediation().cli() + rule.remediation().terraform();
        for (Evidence evidence : finding.evidence()) {
            if ((evidence.value() instanceof String
                            || evidence.value() instanceof Number
                            || evidence.value() instanceof List<?>)
                    && commands.contains("{" + evidence.fact() + "}")) {
                int length = JSON.writeValueAsString(Map.of(evidence.fact(), evidence.value()))
                        .length();
                if (length <= room) {
                    facts.put(evidence.fact(), evidence.value());
                    room -= length;
                }
            }
        }
        return Map.copyOf(facts);
    }

    /** Empty where the rule names none, or one with a fact that the finding did not read, or that is empty. */
    private static Optional<BacklogItem.Group> group(Rule rule, Finding finding) {
        String template = rule.remediation().group();
        if (template.isEmpty()) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        for (Evidence evidence : finding.evidence()) {
            // An empty one names nothing: what does not exist is not mended together.
            if (evidence.value() != null && !evidence.value().equals("")) {
                values.put(evidence.fact(), String.valueOf(evidence.value()));
            }
        }
        values.put("arn", finding.resourceArn());
        values.put("name", finding.resourceName());
        values.put("accountId", finding.accountId());
        values.put("region", finding.region());
        Optional<String> title = filled(template, values);
        // Names are anyone's to choose: two resources of the same name are still two. Those of buckets are given once
        // in the world.
        if (finding.resourceType() != ResourceType.S3_BUCKET) {
            values.put("name", finding.resourceArn());
        }
        return title.map(words ->
                new BacklogItem.Group(digest(filled(template, values).orElseThrow()), cut(words, LONGEST_TEXT)));
    }

    private static Optional<String> filled(String template, Map<String, String> values) {
        Matcher placeholders = PLACEHOLDER.matcher(template);
        return placeholders.results().map(found -> found.group(1)).allMatch(values::containsKey)
                ? Optional.of(PLACEHOLDER
                        .matcher(template)
                        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), ""))))
                : Optional.empty();
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
