package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.Operator.Comparison;
import dev.atrest.evaluators.policy.Operator.Quantifier;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

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
    private @Nullable List<Optional<?>> bounds;

    Condition(String operatorName, String keyName, List<String> values, boolean withVariables) {
        this.operatorName = operatorName;
        this.operator = Operator.parse(operatorName);
        this.keyName = keyName;
        this.key = keyName.toLowerCase(Locale.ROOT);
        Comparison comparison = operator.comparison();
        boolean resolves = withVariables && comparison.text();
        this.values = new ArrayList<>(values.size());
        this.patterns = new ArrayList<>();
        boolean hasVariables = false;
        for (String text : values) {
            Glob value = comparison.pattern() ? Glob.pattern(text, resolves) : Glob.literal(text, resolves);
            this.values.add(value);
            value.onlyText().ifPresentOrElse(only -> texts.add(normal(only)), () -> patterns.add(value));
            hasVariables |= value.hasVariables();
        }
        this.variables = hasVariables;
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
    Verdict holds(List<Requested> requested, Function<String, Optional<String>> variables, Work work) {
        return holds(requested.size(), i -> names(requested.get(i), variables, work));
    }

    /**
     * Whether a request satisfies the condition.
     *
     * @param requested how many values the key has in the request
     * @param named whether the policy's values name the one at this position
     */
    Verdict holds(int requested, IntFunction<Verdict> named) {
        if (operator.comparison() == Comparison.UNFAMILIAR) {
            return Verdict.UNKNOWN;
        }
        if (operator.comparison() == Comparison.ABSENCE) {
            return Verdict.of(texts.contains(requested == 0 ? "true" : "false"));
        }
        if (requested == 0) {
            return Verdict.of(holdsWithoutKey());
        }
        Verdict result = Verdict.of(everyValueMustHold());
        for (int i = 0; i < requested; i++) {
            Verdict matches = named.apply(i);
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

    /** Whether the policy's values name this one. */
    Verdict names(Requested requested, Function<String, Optional<String>> variables, Work work) {
        return switch (operator.comparison()) {
            case STRING, STRING_IGNORING_CASE, STRING_PATTERN, ARN_PATTERN -> namesText(requested, variables, work);
            case BOOLEAN, BINARY -> Verdict.of(texts.contains(normal(requested)));
            default -> {
                work.spend(values.size());
                Verdict result = Verdict.FALSE;
                for (Optional<?> bound : bounds()) {
                    result = result.or(compare(requested, bound));
                }
                yield result;
            }
        };
    }

    private Verdict namesText(Requested requested, Function<String, Optional<String>> variables, Work work) {
        work.spend(1);
        if (texts.contains(normal(requested))) {
            return Verdict.TRUE;
        }
        Verdict result = Verdict.FALSE;
        for (Glob pattern : patterns) {
            if (pattern.hasVariables()) {
                work.spend(pattern.source().length());
            }
            result = result.or(pattern.resolve(variables)
                    .map(resolved -> Verdict.of(matchesPattern(resolved, requested, work)))
                    .orElse(Verdict.UNKNOWN));
        }
        return result;
    }

    private boolean matchesPattern(Glob pattern, Requested requested, Work work) {
        return switch (operator.comparison()) {
            case STRING_IGNORING_CASE -> pattern.lowerCase().matches(requested.lowerCase(), work);
            case ARN_PATTERN -> pattern.matchesArn(requested, work);
            default -> pattern.matches(requested.text(), work);
        };
    }

    private String normal(Requested requested) {
        return ignoresCase() ? requested.lowerCase() : requested.text();
    }

    boolean ignoresCase() {
        return switch (operator.comparison()) {
            case STRING_IGNORING_CASE, BOOLEAN, ABSENCE -> true;
            default -> false;
        };
    }

    /** Whether it compares with texts and patterns alone, the same ones in every request. */
    boolean isIndexable() {
        return !variables
                && switch (operator.comparison()) {
                    case STRING, STRING_IGNORING_CASE, STRING_PATTERN, ARN_PATTERN, BOOLEAN, BINARY -> true;
                    default -> false;
                };
    }

    void addTo(PatternIndex index, int owner) {
        texts.forEach(text -> index.addText(owner, text));
        patterns.forEach(pattern -> index.addPattern(owner, pattern, operator.comparison() == Comparison.ARN_PATTERN));
    }

    private String normal(String text) {
        return ignoresCase() ? text.toLowerCase(Locale.ROOT) : text;
    }

    /** The values read as numbers, dates or addresses; empty ones cannot be read. */
    private List<Optional<?>> bounds() {
        List<Optional<?>> known = bounds;
        if (known == null) {
            known = values.stream()
                    .<Optional<?>>map(value -> bound(value.source()))
                    .toList();
            bounds = known;
        }
        return known;
    }

    private Optional<?> bound(String value) {
        Comparison comparison = operator.comparison();
        return comparison == Comparison.IP_ADDRESS
                ? AddressRange.parse(value)
                : comparison.date() ? date(value) : number(value);
    }

    /** A value of the policy that cannot be read leaves the comparison unknown; one of a request matches nothing. */
    private Verdict compare(Requested requested, Optional<?> bound) {
        return bound.map(value -> Verdict.of(
                        switch (value) {
                            case AddressRange range ->
                                requested.address().filter(range::contains).isPresent();
                            case Instant instant ->
                                requested
                                        .date()
                                        .filter(date -> ordered(date.compareTo(instant)))
                                        .isPresent();
                            case Double number ->
                                requested
                                        .number()
                                        .filter(given -> ordered(given.compareTo(number)))
                                        .isPresent();
                            default -> throw new IllegalStateException("Not a bound: " + value);
                        }))
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
