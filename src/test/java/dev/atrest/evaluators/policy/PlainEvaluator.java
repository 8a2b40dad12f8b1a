package dev.atrest.evaluators.policy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides one concrete request by the letter of IAM's evaluation logic, straight from the JSON: slow, obvious and
 * independent of the analysis. It knows what {@link PolicyGenerator} uses.
 */
final class PlainEvaluator {

    /** @param context present keys in lower case with their value */
    record Request(String principalArn, String account, String action, String resource, Map<String, String> context) {}

    private final JsonNode statements;

    PlainEvaluator(String document) {
        this.statements = new JsonMapper().readTree(document).get("Statement");
    }

    boolean allows(Request request) {
        return anyMatches("Allow", request) && !denies(request);
    }

    boolean denies(Request request) {
        return anyMatches("Deny", request);
    }

    private boolean anyMatches(String effect, Request request) {
        return statements.values().stream()
                .anyMatch(
                        statement -> statement.get("Effect").asString().equals(effect) && matches(statement, request));
    }

    private static boolean matches(JsonNode statement, Request request) {
        return either(
                        statement,
                        "Action",
                        pattern -> like(pattern.toLowerCase(), request.action().toLowerCase()))
                && either(statement, "Resource", pattern -> like(pattern, request.resource()))
                && principal(statement, request)
                && (!statement.has("Condition")
                        || statement.get("Condition").properties().stream()
                                .allMatch(block -> block.getValue().properties().stream()
                                        .allMatch(key -> condition(
                                                block.getKey(),
                                                texts(key.getValue()).toList(),
                                                Optional.ofNullable(request.context()
                                                        .get(key.getKey().toLowerCase()))))));
    }

    private static boolean either(JsonNode statement, String element, java.util.function.Predicate<String> test) {
        return statement.has(element)
                ? texts(statement.get(element)).anyMatch(test)
                : texts(statement.get("Not" + element)).noneMatch(test);
    }

    private static boolean principal(JsonNode statement, Request request) {
        boolean negated = statement.has("NotPrincipal");
        JsonNode element = statement.get(negated ? "NotPrincipal" : "Principal");
        Stream<String> named = element.isString()
                ? Stream.of(element.asString())
                : element.properties().stream().flatMap(entry -> texts(entry.getValue()));
        boolean listed =
                named.anyMatch(name -> name.equals("*") || name.equals(request.principalArn()) && !name.isEmpty());
        return listed != negated;
    }

    private static boolean condition(String operator, List<String> values, Optional<String> requested) {
        String name = operator.replaceFirst("^For(All|Any)Values?:", "");
        if (name.equals("Null")) {
            return values.contains(Boolean.toString(requested.isEmpty()));
        }
        boolean ifExists = name.endsWith("IfExists");
        name = name.replaceFirst("IfExists$", "");
        boolean negated = name.contains("Not");
        if (requested.isEmpty()) {
            return ifExists || operator.startsWith("ForAllValues:") || negated && !operator.startsWith("ForAnyValue:");
        }
        String positive = name.replace("Not", "");
        return values.stream().anyMatch(value -> compare(positive, value, requested.get())) != negated;
    }

    private static boolean compare(String operator, String value, String requested) {
        return switch (operator) {
            case "StringEquals" -> value.equals(requested);
            case "StringEqualsIgnoreCase", "Bool" -> value.equalsIgnoreCase(requested);
            case "StringLike" -> like(value, requested);
            case "ArnLike", "ArnEquals" -> arnLike(value, requested);
            case "NumericEquals" -> Double.parseDouble(requested) == Double.parseDouble(value);
            case "NumericLessThan" -> Double.parseDouble(requested) < Double.parseDouble(value);
            case "NumericGreaterThanEquals" -> Double.parseDouble(requested) >= Double.parseDouble(value);
            case "IpAddress", "IpAddr" -> inRange(value, requested);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static boolean arnLike(String pattern, String arn) {
        String[] patterns = pattern.split(":", 6);
        String[] parts = arn.split(":", 6);
        if (patterns.length != parts.length) {
            return like(pattern, arn);
        }
        for (int i = 0; i < parts.length; i++) {
            if (!like(patterns[i], parts[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean inRange(String range, String address) {
        String[] parts = range.split("/");
        int bits = Integer.parseInt(parts[1]);
        long mask = bits == 0 ? 0 : -1L << (32 - bits);
        return (number(parts[0]) & mask) == (number(address) & mask);
    }

    private static long number(String address) {
        long number = 0;
        for (byte part : InetAddress.ofLiteral(address).getAddress()) {
            number = number << 8 | part & 0xff;
        }
        return number;
    }

    private static boolean like(String pattern, String text) {
        String regex = pattern.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isArray() ? node.values().stream().map(JsonNode::asString) : Stream.of(node.asString());
    }
}
