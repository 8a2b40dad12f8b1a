package dev.atrest.evaluators.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A text of the policy language with its wildcards and policy variables taken apart.
 *
 * <p>Matching takes at most pattern length times text length steps, whatever the pattern: no backtracking over more than
 * the last {@code *}.
 */
final class Glob {

    private static final int ANY = -1;
    private static final int ONE = -2;
    private static final int VARIABLE = -3;
    /** Comparing with a text is that much quicker than with a pattern. */
    private static final int CHARACTERS_A_STEP = 16;

    private static final int STEPS_AT_ONCE = 1024;

    private final String source;
    private final int[] tokens;
    private final List<String> variables;
    private final boolean wildcards;
    private final String prefix;
    private final Optional<String> onlyText;
    private @Nullable List<Glob> components;
    private @Nullable Glob lowerCase;

    private Glob(String source, int[] tokens, List<String> variables) {
        this(source, tokens, variables, prefixOf(tokens));
    }

    private Glob(String source, int[] tokens, List<String> variables, String prefix) {
        this.source = source;
        this.tokens = tokens;
        this.variables = variables;
        boolean hasWildcards = false;
        for (int token : tokens) {
            hasWildcards |= token == ANY || token == ONE;
        }
        this.wildcards = hasWildcards;
        this.prefix = prefix;
        this.onlyText = prefix.length() == tokens.length ? Optional.of(prefix) : Optional.empty();
    }

    private static String prefixOf(int[] tokens) {
        int end = 0;
        while (end < tokens.length && tokens[end] >= 0) {
            end++;
        }
        char[] text = new char[end];
        for (int i = 0; i < end; i++) {
            text[i] = (char) tokens[i];
        }
        return new String(text);
    }

    /** A text in which {@code *} and {@code ?} stand for themselves. */
    static Glob literal(String text, boolean withVariables) {
        return compile(text, false, withVariables);
    }

    /** A text in which {@code *} and {@code ?} are wildcards. */
    static Glob pattern(String text, boolean withVariables) {
        return compile(text, true, withVariables);
    }

    private static Glob compile(String text, boolean withWildcards, boolean withVariables) {
        if (text.indexOf('*') < 0 && text.indexOf('?') < 0 && text.indexOf('$') < 0) {
            return new Glob(text, text.chars().toArray(), List.of(), text);
        }
        int[] tokens = new int[text.length()];
        var variables = new ArrayList<String>();
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            int end = withVariables && text.startsWith("${", i) ? text.indexOf('}', i) : -1;
            if (end > 0) {
                String name = text.substring(i + 2, end);
                if (name.equals("*") || name.equals("?") || name.equals("$")) {
                    tokens[size++] = name.charAt(0);
                } else {
                    variables.add(name);
                    tokens[size++] = VARIABLE;
                }
                i = end;
            } else if (withWildcards && character == '*') {
                if (size == 0 || tokens[size - 1] != ANY) {
                    tokens[size++] = ANY;
                }
            } else if (withWildcards && character == '?') {
                tokens[size++] = ONE;
            } else {
                tokens[size++] = character;
            }
        }
        return new Glob(text, Arrays.copyOf(tokens, size), List.copyOf(variables));
    }

    String source() {
        return source;
    }

    boolean hasWildcards() {
        return wildcards;
    }

    boolean hasVariables() {
        return !variables.isEmpty();
    }

    /** The text it stands for, when that is one text. */
    Optional<String> onlyText() {
        return onlyText;
    }

    boolean matches(String text) {
        return matches(text, new Work());
    }

    /** A text with variables matches nothing until they are resolved. */
    boolean matches(String text, Work work) {
        work.spend(1 + prefix.length() / CHARACTERS_A_STEP);
        if (hasVariables() || !text.startsWith(prefix)) {
            return false;
        }
        int t = prefix.length();
        int p = prefix.length();
        int lastAny = -1;
        int resume = 0;
        int steps = 0;
        while (t < text.length()) {
            if (++steps == STEPS_AT_ONCE) {
                work.spend(STEPS_AT_ONCE);
                steps = 0;
            }
            if (p < tokens.length && tokens[p] == ANY) {
                if (p + 1 == tokens.length) {
                    work.spend(steps);
                    return true;
                }
                lastAny = p++;
                resume = t;
            } else if (p < tokens.length && (tokens[p] == ONE || tokens[p] == text.charAt(t))) {
                p++;
                t++;
            } else if (lastAny >= 0) {
                p = lastAny + 1;
                t = ++resume;
            } else {
                work.spend(steps);
                return false;
            }
        }
        work.spend(steps);
        while (p < tokens.length && tokens[p] == ANY) {
            p++;
        }
        return p == tokens.length;
    }

    /** Finds those that match among sorted texts. */
    void findIn(String[] sorted, Work work, IntConsumer found) {
        if (prefix.isEmpty() || tokens.length > prefix.length() + 1 || hasVariables()) {
            for (int i = 0; i < sorted.length; i++) {
                if (matches(sorted[i], work)) {
                    found.accept(i);
                }
            }
            return;
        }
        work.spend(4);
        int first = Arrays.binarySearch(sorted, prefix);
        for (int i = first < 0 ? -first - 1 : first; i < sorted.length && sorted[i].startsWith(prefix); i++) {
            if (matches(sorted[i], work)) {
                found.accept(i);
            }
        }
    }

    /** ARNs are compared component by component; what has no six components is compared as text. */
    boolean matchesArn(Requested requested, Work work) {
        List<Glob> patterns = components();
        String[] parts = requested.parts();
        if (patterns.size() != parts.length) {
            return matches(requested.text(), work);
        }
        for (int i = 0; i < parts.length; i++) {
            if (!patterns.get(i).matches(parts[i], work)) {
                return false;
            }
        }
        return true;
    }

    Glob withVariablesAsWildcards() {
        return hasVariables() ? replaced(token -> token == VARIABLE ? ANY : token) : this;
    }

    Glob lowerCase() {
        Glob known = lowerCase;
        return known == null ? lowerCase = inLowerCase() : known;
    }

    private Glob inLowerCase() {
        return replaced(token -> token >= 0 ? Character.toLowerCase(token) : token);
    }

    private Glob replaced(java.util.function.IntUnaryOperator change) {
        int[] changed = Arrays.stream(tokens).map(change).toArray();
        boolean keepsVariables = Arrays.stream(changed).anyMatch(token -> token == VARIABLE);
        return new Glob(source, changed, keepsVariables ? variables : List.of());
    }

    /** Puts values in place of the variables; empty when one of them is not known. */
    Optional<Glob> resolve(Function<String, Optional<String>> values) {
        if (!hasVariables()) {
            return Optional.of(this);
        }
        var result = new ArrayList<Integer>();
        int next = 0;
        for (int token : tokens) {
            if (token == VARIABLE) {
                Optional<String> value = values.apply(variables.get(next++).toLowerCase(Locale.ROOT));
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                value.get().chars().forEach(result::add);
            } else {
                result.add(token);
            }
        }
        return Optional.of(
                new Glob(source, result.stream().mapToInt(Integer::intValue).toArray(), List.of()));
    }

    /** A text that the pattern matches: with these texts in place of the wildcards. Variables are left out. */
    String fill(String any, String one) {
        if (onlyText.isPresent()) {
            return prefix;
        }
        var text = new StringBuilder();
        for (int token : tokens) {
            switch (token) {
                case ANY -> text.append(any);
                case ONE -> text.append(one);
                case VARIABLE -> {}
                default -> text.append((char) token);
            }
        }
        return text.toString();
    }

    /** A text of this length that the pattern matches, or else one as close to it as the pattern allows. */
    String fillTo(int length, String filler) {
        int missing = Math.max(0, length - fill("", filler).length());
        boolean filled = false;
        var text = new StringBuilder();
        for (int token : tokens) {
            switch (token) {
                case ANY -> {
                    text.append(filled ? "" : filler.repeat(missing));
                    filled = true;
                }
                case ONE -> text.append(filler);
                case VARIABLE -> {}
                default -> text.append((char) token);
            }
        }
        return text.toString();
    }

    /** The six components of an ARN pattern; only itself where it has fewer. */
    List<Glob> components() {
        List<Glob> known = components;
        return known == null ? components = split() : known;
    }

    private List<Glob> split() {
        var parts = new ArrayList<Glob>();
        int start = 0;
        for (int i = 0; i < tokens.length && parts.size() < 5; i++) {
            if (tokens[i] == ':') {
                parts.add(new Glob(source, Arrays.copyOfRange(tokens, start, i), List.of()));
                start = i + 1;
            }
        }
        if (parts.size() < 5) {
            return List.of(this);
        }
        parts.add(new Glob(source, Arrays.copyOfRange(tokens, start, tokens.length), List.of()));
        return List.copyOf(parts);
    }

    /** The text before the first wildcard or variable. */
    String fixedPrefix() {
        return prefix;
    }

    @Override
    public String toString() {
        return source;
    }
}
