package dev.atrest.evaluators.policy;

import java.util.Locale;
import java.util.Map;

/**
 * A condition operator with its modifiers.
 *
 * @param negated the operator is the Not form of its comparison
 * @param ifExists an absent key satisfies it
 */
record Operator(Comparison comparison, boolean negated, boolean ifExists, Quantifier quantifier) {

    /** How one value of the request is compared with one value of the policy. */
    enum Comparison {
        STRING,
        STRING_IGNORING_CASE,
        STRING_PATTERN,
        ARN_PATTERN,
        NUMBER_EQUAL,
        NUMBER_LESS,
        NUMBER_LESS_OR_EQUAL,
        NUMBER_GREATER,
        NUMBER_GREATER_OR_EQUAL,
        DATE_EQUAL,
        DATE_LESS,
        DATE_LESS_OR_EQUAL,
        DATE_GREATER,
        DATE_GREATER_OR_EQUAL,
        BOOLEAN,
        BINARY,
        IP_ADDRESS,
        ABSENCE,
        /** An operator that the IAM reference does not document. */
        UNFAMILIAR;

        boolean text() {
            return this == STRING || this == STRING_IGNORING_CASE || pattern();
        }

        boolean pattern() {
            return this == STRING_PATTERN || this == ARN_PATTERN;
        }

        boolean number() {
            return name().startsWith("NUMBER");
        }

        boolean date() {
            return name().startsWith("DATE");
        }
    }

    /** How several values in the request count. */
    enum Quantifier {
        NONE,
        ALL_VALUES,
        ANY_VALUE
    }

    private record Documented(Comparison comparison, boolean negated) {}

    private static final Map<String, Documented> DOCUMENTED = Map.ofEntries(
            documented("stringequals", Comparison.STRING, false),
            documented("stringnotequals", Comparison.STRING, true),
            documented("stringequalsignorecase", Comparison.STRING_IGNORING_CASE, false),
            documented("stringnotequalsignorecase", Comparison.STRING_IGNORING_CASE, true),
            documented("stringlike", Comparison.STRING_PATTERN, false),
            documented("stringnotlike", Comparison.STRING_PATTERN, true),
            documented("arnequals", Comparison.ARN_PATTERN, false),
            documented("arnnotequals", Comparison.ARN_PATTERN, true),
            documented("arnlike", Comparison.ARN_PATTERN, false),
            documented("arnnotlike", Comparison.ARN_PATTERN, true),
            documented("numericequals", Comparison.NUMBER_EQUAL, false),
            documented("numericnotequals", Comparison.NUMBER_EQUAL, true),
            documented("numericlessthan", Comparison.NUMBER_LESS, false),
            documented("numericlessthanequals", Comparison.NUMBER_LESS_OR_EQUAL, false),
            documented("numericgreaterthan", Comparison.NUMBER_GREATER, false),
            documented("numericgreaterthanequals", Comparison.NUMBER_GREATER_OR_EQUAL, false),
            documented("dateequals", Comparison.DATE_EQUAL, false),
            documented("datenotequals", Comparison.DATE_EQUAL, true),
            documented("datelessthan", Comparison.DATE_LESS, false),
            documented("datelessthanequals", Comparison.DATE_LESS_OR_EQUAL, false),
            documented("dategreaterthan", Comparison.DATE_GREATER, false),
            documented("dategreaterthanequals", Comparison.DATE_GREATER_OR_EQUAL, false),
            documented("bool", Comparison.BOOLEAN, false),
            documented("binaryequals", Comparison.BINARY, false),
            documented("ipaddress", Comparison.IP_ADDRESS, false),
            documented("notipaddress", Comparison.IP_ADDRESS, true),
            documented("null", Comparison.ABSENCE, false));

    private static Map.Entry<String, Documented> documented(String name, Comparison comparison, boolean negated) {
        return Map.entry(name, new Documented(comparison, negated));
    }

    /** Reads an operator's name, which ignores case. */
    static Operator parse(String name) {
        String rest = name.toLowerCase(Locale.ROOT);
        Quantifier quantifier = Quantifier.NONE;
        if (rest.startsWith("forallvalues:")) {
            quantifier = Quantifier.ALL_VALUES;
        } else if (rest.startsWith("foranyvalue:")) {
            quantifier = Quantifier.ANY_VALUE;
        }
        rest = quantifier == Quantifier.NONE ? rest : rest.substring(rest.indexOf(':') + 1);
        boolean ifExists = rest.endsWith("ifexists") && !rest.startsWith("null");
        rest = ifExists ? rest.substring(0, rest.length() - "ifexists".length()) : rest;
        var documented = DOCUMENTED.getOrDefault(rest, new Documented(Comparison.UNFAMILIAR, false));
        return new Operator(documented.comparison, documented.negated, ifExists, quantifier);
    }
}
