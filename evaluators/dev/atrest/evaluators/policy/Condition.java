package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.Operator.Comparison;
import dev.atrest.evaluators.policy.Operator.Quantifier;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One condition of a statement: an operator, a context key and the values it is compared with. */
final class Condition {

    private final String operatorName;
    private final Operator operator;
    private final String keyName;
    private final String key;
    private final List<Glob> values;
    /** Values that stand for one text each: found by hash, as policies list hundreds. */
    private final Set<String> texts = new HashSet<>();

    private final List<Glob> patterns;
    private final boolean variables;

    Condition(String operatorName, String keyName, List<String> values, boolean withVariables) {
        this.operatorName = operatorName;
        this.operator = Operator.parse(operatorName);
        this.keyName = keyName;
        this.key = keyName.toLowerCase(Locale.ROOT);
        Comparison comparison = operator.comparison();
        boolean resolves = withVariables && comparison.text();
        this.values = values.stream()
                .map(value -> comparison.pattern() ? Glob.pattern(value, resolves) : Glob.literal(value, resolves))
                .toList();
        this.values.forEach(value -> value.onlyText().map(this::normal).ifPresent(texts::add));
        this.patterns =
                this.values.stream().filter(value -> value.onlyText().isEmpty()).toList();
        this.variables = this.values.stream().anyMatch(Glob::hasVariables);
    }

    Operator operator() {
        return operator;
    }

    /** The context key in lower case. */
    String key() {
        return key;
    }

    List<Glob> values() {
        return values;
    }

    boolean hasVariables() {
        return variables;
    }

    @Override
    public String toString() {
        return operatorName + " " + keyName;
    }

    /**
     * Whether a request satisfies the condition.
     *
     * @param requested the key's values in the request; empty when the request has none
     * @param variables values of policy variables by lower-case name; empty for those that are not known
     */
    Verdict holds(List<String> requested, Function<String, Optional<String>> variables) {
        if (operator.comparison() == Comparison.UNFAMILIAR) {
            return Verdict.UNKNOWN;
        }
        if (operator.comparison() == Comparison.ABSENCE) {
            return Verdict.of(texts.contains(requested.isEmpty() ? "true" : "false"));
        }
        if (requested.isEmpty()) {
            return Verdict.of(holdsWithoutKey());
        }
        Verdict result = Verdict.of(everyValueMustHold());
        for (String value : requested) {
            Verdict matches = matchesAny(value, variables);
            Verdict holds = operator.negated() ? matches.not() : matches;
            result = everyValueMustHold() ? result.and(holds) : result.or(holds);
        }
        return result;
    }

    private boolean holdsWithoutKey() {
        return operator.ifExists()
                || switch (operator.quantifier()) {
                    case ALL_VALUES -> true;
                    case ANY_VALUE -> false;
                    case NONE -> operator.negated();
                };
    }

    private boolean everyValueMustHold() {
        return operator.quantifier() == Quantifier.ALL_VALUES
                || operator.quantifier() == Quantifier.NONE && operator.negated();
    }

    private Verdict matchesAny(String requested, Function<String, Optional<String>> variables) {
        return switch (operator.comparison()) {
            case STRING, STRING_IGNORING_CASE, STRING_PATTERN, ARN_PATTERN -> matchesText(requested, variables);
            case BOOLEAN, BINARY -> Verdict.of(texts.contains(normal(requested)));
            default -> {
                Verdict result = Verdict.FALSE;
                for (Glob value : values) {
                    result = result.or(compare(requested, value.source()));
                }
                yield result;
            }
        };
    }

    private Verdict matchesText(String requested, Function<String, Optional<String>> variables) {
        if (texts.contains(normal(requested))) {
            return Verdict.TRUE;
        }
        Verdict result = Verdict.FALSE;
        for (Glob pattern : patterns) {
            result = result.or(pattern.resolve(variables)
                    .map(resolved -> Verdict.of(matchesPattern(resolved, requested)))
                    .orElse(Verdict.UNKNOWN));
        }
        return result;
    }

    private boolean matchesPattern(Glob pattern, String requested) {
        return switch (operator.comparison()) {
            case STRING_IGNORING_CASE -> pattern.lowerCase().matches(requested.toLowerCase(Locale.ROOT));
            case ARN_PATTERN -> matchesArn(pattern, requested);
            default -> pattern.matches(requested);
        };
    }

    /** ARNs are compared component by component; what has no six components is compared as text. */
    private static boolean matchesArn(Glob pattern, String requested) {
        List<Glob> components = pattern.components();
        String[] parts = requested.split(":", 6);
        if (components.size() != parts.length) {
            return pattern.matches(requested);
        }
        for (int i = 0; i < parts.length; i++) {
            if (!components.get(i).matches(parts[i])) {
                return false;
            }
        }
        return true;
    }

    private String normal(String text) {
        return switch (operator.comparison()) {
            case STRING_IGNORING_CASE, BOOLEAN, ABSENCE -> text.toLowerCase(Locale.ROOT);
            default -> text;
        };
    }

    /** A value of the policy that cannot be read leaves the comparison unknown; one of a request matches nothing. */
    private Verdict compare(String requested, String value) {
        Comparison comparison = operator.comparison();
        if (comparison == Comparison.IP_ADDRESS) {
            return AddressRange.parse(value)
                    .map(range -> Verdict.of(AddressRange.parse(requested)
                            .filter(range::contains)
                            .isPresent()))
                    .orElse(Verdict.UNKNOWN);
        }
        return comparison.date() ? compare(date(requested), date(value)) : compare(number(requested), number(value));
    }

    private <T extends Comparable<T>> Verdict compare(Optional<T> requested, Optional<T> value) {
        return value.map(bound -> Verdict.of(requested
                        .map(given -> given.compareTo(bound))
                        .filter(this::ordered)
                        .isPresent()))
                .orElse(Verdict.UNKNOWN);
    }

    private boolean ordered(int order) {
        return switch (operator.comparison()) {
            case NUMBER_EQUAL, DATE_EQUAL -> order == 0;
            case NUMBER_LESS, DATE_LESS -> order < 0;
            case NUMBER_LESS_OR_EQUAL, DATE_LESS_OR_EQUAL -> order <= 0;
            case NUMBER_GREATER, DATE_GREATER -> order > 0;
            case NUMBER_GREATER_OR_EQUAL, DATE_GREATER_OR_EQUAL -> order >= 0;
            default -> throw new IllegalStateException("Not an order: " + operator);
        };
    }

    static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** ISO 8601 or seconds since 1970. */
    static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    text.matches("-?\\d{1,11}")
                            ? Instant.ofEpochSecond(Long.parseLong(text))
                            : DateTimeFormatter.ISO_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
