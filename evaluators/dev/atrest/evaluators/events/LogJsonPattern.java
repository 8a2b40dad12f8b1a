package dev.atrest.evaluators.events;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A filter pattern over JSON records, e.g. <code>{ ($.eventName = DisableKey) &amp;&amp; ($.errorCode NOT EXISTS) }</code>,
 * read and evaluated in one go.
 *
 * <p>A condition on a field that may hold anything counts as not met, for there are records that do not meet it. The syntax
 * has no negation of a condition, so that what is met in spite of that is always met.
 */
final class LogJsonPattern {

    private static final Pattern SELECTOR =
            Pattern.compile("\\$((?:\\.[A-Za-z0-9_:@/*-]+|\\[[0-9*]+]|\\.?\\[(?:'[^']*'|\"[^\"]*\")])+)");
    private static final Pattern UNARY =
            Pattern.compile("NOT\\s+EXISTS|EXISTS|IS\\s+(?:NOT\\s+)?(?:NULL|TRUE|FALSE)", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMPARISON = Pattern.compile("!=|<=|>=|=|<|>");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern REGEX = Pattern.compile("%((?:[^%\\\\]|\\\\.)*)%");
    private static final Pattern BARE = Pattern.compile("[^\\s\"%()&|{}<>=!]+");

    private final String text;
    private final ApiCall call;
    private int at;

    LogJsonPattern(String text, ApiCall call) {
        this.text = text;
        this.call = call;
    }

    /** @throws NotUnderstood when the pattern is not what CloudWatch documents */
    Answer evaluate() {
        expect("{");
        Answer answer = disjunction();
        expect("}");
        if (at < text.length()) {
            throw new NotUnderstood();
        }
        return answer;
    }

    private Answer disjunction() {
        Answer answer = conjunction();
        while (take("||")) {
            answer = answer.or(conjunction());
        }
        return answer;
    }

    private Answer conjunction() {
        Answer answer = operand();
        while (take("&&")) {
            answer = answer.and(operand());
        }
        return answer;
    }

    private Answer operand() {
        if (take("(")) {
            Answer answer = disjunction();
            expect(")");
            return answer;
        }
        String field = field(need(SELECTOR).group(1));
        Matcher unary = match(UNARY);
        return unary == null ? comparison(field) : unary(field, unary.group().replaceAll("\\s+", " "));
    }

    private static String field(String selector) {
        return selector.startsWith(".") ? selector.substring(1) : selector;
    }

    private Answer unary(String field, String test) {
        boolean known = isKnown(field);
        return switch (test.toUpperCase(java.util.Locale.ROOT)) {
            case "NOT EXISTS" -> Answer.of(ApiCall.isAbsent(field) || isBelowKnown(field));
            case "EXISTS", "IS NOT NULL" -> Answer.of(known);
            case "IS TRUE" -> Answer.of(Boolean.TRUE.equals(call.flags().get(field)));
            case "IS FALSE" -> Answer.of(Boolean.FALSE.equals(call.flags().get(field)));
            case "IS NULL" -> Answer.NO;
            default -> throw new NotUnderstood();
        };
    }

    private Answer comparison(String field) {
        String operator = need(COMPARISON).group();
        Matcher quoted = match(QUOTED);
        if (quoted != null) {
            return compare(field, operator, glob(quoted.group(1).replaceAll("\\\\(.)", "$1")));
        }
        Matcher regex = match(REGEX);
        if (regex != null) {
            return compare(field, operator, regex(regex.group(1)));
        }
        return compare(field, operator, glob(need(BARE).group()));
    }

    private Answer compare(String field, String operator, Pattern value) {
        boolean equality = operator.equals("=") || operator.equals("!=");
        if (call.flags().containsKey(field) && equality) {
            // Whether true is the same as "true" is not documented.
            return Answer.notUnderstood("FilterPatternNotUnderstood");
        }
        if (ApiCall.isAbsent(field) && operator.equals("!=")) {
            return Answer.notUnderstood("FilterPatternNotUnderstood");
        }
        String known = call.texts().get(field);
        if (known == null || !equality) {
            return Answer.NO;
        }
        return Answer.of(value.matcher(known).find() == operator.equals("="));
    }

    private boolean isKnown(String field) {
        return call.texts().containsKey(field) || call.flags().containsKey(field);
    }

    /** Text has no fields of its own. */
    private boolean isBelowKnown(String field) {
        int end = field.indexOf('.');
        return end > 0 && isKnown(field.substring(0, end));
    }

    /** A value in which {@code *} stands for any characters. */
    private static Pattern glob(String value) {
        var regex = new StringBuilder("\\A");
        String[] parts = value.split("\\*+", -1);
        for (int i = 0; i < parts.length; i++) {
            regex.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
        }
        return Pattern.compile(regex.append("\\z").toString(), Pattern.DOTALL);
    }

    /** AWS knows no groups, without which no expression takes endless time on these short values. */
    private static Pattern regex(String regex) {
        if (regex.contains("(")) {
            throw new NotUnderstood();
        }
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new NotUnderstood();
        }
    }

    private void expect(String symbol) {
        if (!take(symbol)) {
            throw new NotUnderstood();
        }
    }

    private boolean take(String symbol) {
        skipSpace();
        if (!text.startsWith(symbol, at)) {
            return false;
        }
        at += symbol.length();
        skipSpace();
        return true;
    }

    private Matcher need(Pattern token) {
        Matcher matcher = match(token);
        if (matcher == null) {
            throw new NotUnderstood();
        }
        return matcher;
    }

    private @org.jspecify.annotations.Nullable Matcher match(Pattern token) {
        skipSpace();
        Matcher matcher = token.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        skipSpace();
        return matcher;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** The pattern is none, or uses what is not documented. */
    static final class NotUnderstood extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NotUnderstood() {
            super("the filter pattern is not understood", null, false, false);
        }
    }
}
