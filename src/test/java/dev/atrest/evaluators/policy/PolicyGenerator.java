package dev.atrest.evaluators.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes up statements from a small vocabulary, so that they get in each other's way often. */
final class PolicyGenerator {

    private static final List<String> PRINCIPALS = List.of(
            "\"*\"",
            "\"*\"",
            "{\"AWS\":\"*\"}",
            "{\"AWS\":\"111122223333\"}",
            "{\"AWS\":\"arn:aws:iam::444455556666:root\"}",
            "{\"AWS\":[\"arn:aws:iam::111122223333:role/App\",\"arn:aws:iam::111122223333:user/bob\"]}",
            "{\"AWS\":\"arn:aws:iam::111122223333:role/Prod_Key_Admin\"}",
            "{\"Service\":\"logs.amazonaws.com\"}");

    private static final List<String> KEY_ACTIONS = List.of(
            "kms:*", "kms:Decrypt", "kms:*crypt", "kms:Put*", "kms:ScheduleKeyDeletion", "kms:G*", "*", "KMS:D?crypt");

    private static final List<String> BUCKET_ACTIONS =
            List.of("s3:*", "s3:GetObject", "s3:Get*", "s3:PutObject", "s3:P*", "s3:List*", "*", "S3:*Object");

    private static final List<String> RESOURCES = List.of(
            "\"*\"",
            "\"arn:aws:s3:::b/*\"",
            "\"arn:aws:s3:::b\"",
            "\"arn:aws:s3:::b*\"",
            "\"arn:aws:s3:::b/a/*\"",
            "[\"arn:aws:s3:::b\",\"arn:aws:s3:::b/*\"]");

    private static final List<List<String>> KEYS_AND_VALUES = List.of(
            List.of("aws:PrincipalAccount", "111122223333", "444455556666", "4444*", "*"),
            List.of("aws:PrincipalOrgID", "o-a1b2c3d4e5", "o-*"),
            List.of("aws:PrincipalArn", "arn:aws:iam::111122223333:role/App", "arn:aws:iam::*:role/*", "*:user/bob"),
            List.of("aws:SecureTransport", "true", "false"),
            List.of("aws:MultiFactorAuthPresent", "true", "false"),
            List.of("aws:Referer", "a", "a*", "*b", "?"),
            List.of("s3:x-amz-server-side-encryption", "AES256", "aws:kms", "aws:*"),
            List.of("aws:SourceIp", "203.0.113.0/24", "0.0.0.0/0", "10.0.0.0/8"),
            List.of("s3:max-keys", "5", "7", "5.5"),
            List.of("aws:SourceVpce", "vpce-1", "vpce-*"),
            List.of("aws:SomethingNew", "x"));

    private static final List<String> TEXT_OPERATORS = List.of(
            "StringEquals",
            "StringNotEquals",
            "StringLike",
            "StringNotLike",
            "StringEqualsIgnoreCase",
            "ArnLike",
            "ArnNotEquals",
            "Null");

    private final Random random;
    private final boolean bucket;
    private int sid;

    PolicyGenerator(long seed, boolean bucket) {
        this.random = new Random(seed);
        this.bucket = bucket;
    }

    static String document(List<String> statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    List<String> statements(int most) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> statement(random.nextInt(3) == 0 ? "Deny" : "Allow"))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    String statement(String effect) {
        String principal = (random.nextInt(8) == 0 ? "\"NotPrincipal\":" : "\"Principal\":") + oneOf(PRINCIPALS);
        return statement(effect, principal, action(), conditions());
    }

    String statement(String effect, String principal, String action, String conditions) {
        return "{\"Sid\":\"S%d\",\"Effect\":\"%s\",%s,%s,%s%s}"
                .formatted(sid++, effect, principal, action, resource(), conditions);
    }

    String action() {
        return (random.nextInt(6) == 0 ? "\"NotAction\":" : "\"Action\":") + actionList();
    }

    String actionList() {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> "\"" + oneOf(bucket ? BUCKET_ACTIONS : KEY_ACTIONS) + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String resource() {
        return (random.nextInt(8) == 0 ? "\"NotResource\":" : "\"Resource\":") + (bucket ? oneOf(RESOURCES) : "\"*\"");
    }

    String conditions() {
        var blocks = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> condition())
                .collect(Collectors.toMap(
                        block -> block.substring(0, block.indexOf(':', block.indexOf('"', 1))), b -> b, (a, b) -> a));
        return blocks.isEmpty() ? "" : ",\"Condition\":{" + String.join(",", blocks.values()) + "}";
    }

    private String condition() {
        List<String> row = oneOf(KEYS_AND_VALUES);
        String key = row.getFirst();
        List<String> values = row.subList(1, row.size());
        String operator = switch (key) {
            case "aws:SourceIp" -> oneOf(List.of("IpAddress", "NotIpAddress", "Null"));
            case "s3:max-keys" ->
                oneOf(List.of("NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericGreaterThanEquals"));
            case "aws:SecureTransport", "aws:MultiFactorAuthPresent" ->
                oneOf(List.of("Bool", "Bool", "StringEquals", "Null"));
            default -> oneOf(TEXT_OPERATORS);
        };
        String chosen = operator.equals("Null")
                ? "\"" + random.nextBoolean() + "\""
                : IntStream.rangeClosed(0, random.nextInt(2))
                        .mapToObj(i -> "\"" + oneOf(values) + "\"")
                        .collect(Collectors.joining(",", "[", "]"));
        String modified = operator.equals("Null")
                ? operator
                : oneOf(List.of("", "", "", "ForAllValues:", "ForAnyValue:"))
                        + operator
                        + oneOf(List.of("", "", "", "IfExists"));
        return "\"%s\":{\"%s\":%s}".formatted(modified, key, chosen);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    Random random() {
        return random;
    }
}
