package dev.atrest.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Policies that someone might write to make the analysis slow: as long as AWS stores them, and tangled in different ways. */
final class AdversarialPolicies {

    private static final String ACCOUNT = "111122223333";

    private final int largest;
    private final String service;
    private final String resource;

    private AdversarialPolicies(int largest, String service, String resource) {
        this.largest = largest;
        this.service = service;
        this.resource = resource;
    }

    static Map<String, String> ofKey(int largest) {
        return new AdversarialPolicies(largest, "kms", "\"*\"").all();
    }

    static Map<String, String> ofBucket(int largest) {
        var policies = new AdversarialPolicies(largest, "s3", "\"arn:aws:s3:::b/*\"");
        Map<String, String> all = policies.all();
        all.put(
                "nested_objects",
                policies.filled(i -> policies.on(
                        "\"arn:aws:s3:::b/%s\"".formatted("*a".repeat(3 + i % 5) + i), "Deny", "\"s3:*\"", "")));
        all.put(
                "objects_by_actions",
                policies.filled(i -> policies.on(
                        "\"arn:aws:s3:::b/%d*\"".formatted(i),
                        i % 2 == 0 ? "Allow" : "Deny",
                        "\"s3:%s*\"".formatted("GPDLABR".charAt(i % 7)),
                        "")));
        return all;
    }

    private Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("short_statements", filled(i -> statement("Allow", "\"*\"", "")));
        all.put(
                "short_denies",
                filled(i -> statement(
                        i == 0 ? "Allow" : "Deny",
                        "\"" + service + ":*\"",
                        condition("StringLike", "aws:Referer", i + "*"))));
        all.put(
                "nested_wildcards",
                filled(i -> statement(
                        i % 2 == 0 ? "Allow" : "Deny",
                        "\"*a*a*a*a\"",
                        condition("StringLike", "aws:Referer", "*a*a*a*a*" + i))));
        all.put(
                "one_long_pattern",
                GeneratedPolicies.policy(
                        statement(
                                "Allow",
                                "\"*\"",
                                condition("StringLike", "aws:Referer", "*a".repeat(largest / 5) + "b")),
                        statement(
                                "Deny",
                                "\"*\"",
                                condition("StringNotLike", "aws:Referer", "a".repeat(largest / 2 - 400)))));
        all.put(
                "long_patterns_of_principals",
                filled(i -> statement(
                        i % 2 == 0 ? "Allow" : "Deny",
                        "\"*\"",
                        condition("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/" + "*a?".repeat(20) + i))));
        all.put(
                "many_keys_many_values",
                filled(i -> statement(
                        i % 3 == 0 ? "Allow" : "Deny",
                        "\"*\"",
                        condition(
                                "ForAllValues:StringLike",
                                "aws:RequestTag/k" + i % 20,
                                i + "*\",\"*" + i + "\",\"a" + i))));
        all.put(
                "choices_of_two_keys",
                filled(i -> statement(
                        i == 0 ? "Allow" : "Deny",
                        "\"*\"",
                        "\"StringEquals\":{\"aws:RequestTag/a%d\":\"x%d\",\"aws:RequestTag/b%d\":\"x%d\"}"
                                .formatted(i % 7, i % 5, (i * 3 + 1) % 7, (i * 5 + 2) % 11))));
        all.put(
                "choices_that_clash",
                filled(i -> statement(
                        i == 0 ? "Allow" : "Deny",
                        "\"*\"",
                        "\"StringNotEquals\":{\"aws:RequestTag/a%d\":\"x%d\",\"aws:RequestTag/a%d\":\"x%d\",\"aws:RequestTag/b%d\":\"x%d\"}"
                                .formatted(i % 17, i % 2, (i + 1 + i % 16) % 17, i % 3, (i * 7 + 2) % 17, i % 2))));
        all.put(
                "not_principals",
                filled(i ->
                        "{\"Effect\":\"%s\",\"NotPrincipal\":{\"AWS\":[\"%s\",\"arn:aws:iam::%s:role/r%d\"]},\"NotAction\":\"%s:%s*\",\"Resource\":%s}"
                                .formatted(
                                        i % 2 == 0 ? "Deny" : "Allow",
                                        ACCOUNT,
                                        ACCOUNT,
                                        i,
                                        service,
                                        "GPDE".charAt(i % 4),
                                        resource)));
        all.put(
                "accounts_in_pairs",
                filled(i -> "{\"Effect\":\"%s\",\"Principal\":{\"AWS\":[%s]},\"Action\":\"*\",\"Resource\":%s}"
                        .formatted(
                                i % 4 == 0 ? "Deny" : "Allow",
                                IntStream.range(0, 20)
                                        .mapToObj(j -> "\"%012d\""
                                                .formatted(500_000_000_000L + (i * 13 + j * (j + 1) / 2 * 7) % 900))
                                        .distinct()
                                        .collect(Collectors.joining(",")),
                                resource)));
        all.put(
                "accounts_by_condition",
                filled(i -> statement(
                        i % 4 == 0 ? "Deny" : "Allow",
                        "\"*\"",
                        condition(
                                "StringNotEquals",
                                "aws:PrincipalAccount",
                                IntStream.range(0, 9)
                                        .mapToObj(j -> "%012d".formatted(500_000_000_000L + i * 9 + j))
                                        .collect(Collectors.joining("\",\""))))));
        all.put(
                "organizations",
                filled(i -> statement(
                        i % 4 == 0 ? "Deny" : "Allow",
                        "\"*\"",
                        condition(
                                "ForAnyValue:StringNotLike", "aws:PrincipalOrgPaths", "o-a%03d/r-*/*".formatted(i)))));
        all.put(
                "source_accounts",
                filled(i -> statement(
                        i % 5 == 0 ? "Deny" : "Allow",
                        "\"*\"",
                        condition(
                                "StringLike",
                                "aws:SourceArn",
                                "arn:aws:sns:*:%012d:t*".formatted(500_000_000_000L + i)))));
        all.put(
                "variables",
                filled(i -> statement(
                        i % 2 == 0 ? "Allow" : "Deny",
                        "\"*\"",
                        condition(
                                "StringLike",
                                i % 3 == 0 ? "aws:PrincipalArn" : "aws:PrincipalTag/t",
                                "*${aws:PrincipalAccount}*r" + i))));
        all.put(
                "numbers",
                filled(i -> statement(
                        i % 2 == 0 ? "Allow" : "Deny",
                        "\"*\"",
                        "\"NumericLessThan\":{\"s3:max-keys\":%d}".formatted(i * 7))));
        all.put(
                "addresses",
                filled(i -> statement(
                        i % 2 == 0 ? "Allow" : "Deny",
                        "\"*\"",
                        condition(
                                "NotIpAddress",
                                "aws:SourceIp",
                                "%d.%d.0.0/16\",\"77.%d.0.0/16".formatted(1 + i % 220, i % 250, i % 250)))));
        all.put(
                "unknown_actions",
                GeneratedPolicies.policy(
                        statement("Allow", list(i -> "%s:a%d".formatted(service, i), largest / 2), ""),
                        statement("Deny", list(i -> "*a*" + i + "*", largest / 2 - 400), "")));
        return all;
    }

    private String list(IntFunction<String> text, int length) {
        var list = new StringBuilder("[\"x\"");
        for (int i = 0; list.length() < length; i++) {
            list.append(",\"").append(text.apply(i)).append('"');
        }
        return list.append(']').toString();
    }

    private static String condition(String operator, String key, String values) {
        return "\"%s\":{\"%s\":[\"%s\"]}".formatted(operator, key, values);
    }

    private String statement(String effect, String action, String condition) {
        return on(resource, effect, action, condition);
    }

    private String on(String where, String effect, String action, String condition) {
        return "{\"Effect\":\"%s\",\"Principal\":\"*\",\"Action\":%s,\"Resource\":%s%s}"
                .formatted(effect, action, where, condition.isEmpty() ? "" : ",\"Condition\":{" + condition + "}");
    }

    /** As many of a kind as fit into a policy. */
    private String filled(IntFunction<String> statement) {
        var statements = new java.util.ArrayList<String>();
        int length = 60;
        for (int i = 0; length < largest; i++) {
            statements.add(statement.apply(i));
            length += statements.getLast().length() + 1;
        }
        statements.removeLast();
        return GeneratedPolicies.policy(statements.toArray(String[]::new));
    }
}
