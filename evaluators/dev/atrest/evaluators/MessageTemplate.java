package dev.atrest.evaluators;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelUnknownSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sentence of a finding: text with facts in braces. In braces stands the path of a fact ({@code {encryption.algorithm}})
 * or any expression that gives text or a number ({@code {resource.encrypted ? "encrypted" : "open"}}). A placeholder that
 * begins with a question mark ({@code {?"; used by " + string(resource.uses.count)}}) is left out where it is not known.
 */
final class MessageTemplate {

    private static final Pattern PATH = Pattern.compile("[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*)*");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+");
    private static final Set<CelType> PRINTABLE = Set.of(SimpleType.STRING, SimpleType.INT, SimpleType.BOOL);
    private static final Set<CelType> ADDABLE = Set.of(SimpleType.STRING);
    private static final String ADDITION = "?";
    private static final int LONGEST_VALUE = 200;

    private sealed interface Part {}

    private record Text(String text) implements Part {}

    private record FactAt(String path, List<String> names) implements Part {}

    private record Computed(Expression expression) implements Part {}

    private record Addition(Expression expression) implements Part {}

    private final List<Part> parts;

    private MessageTemplate(List<Part> parts) {
        this.parts = parts;
    }

    /** Parses and checks a template; what is wrong is added to the problems. */
    static MessageTemplate parse(Yaml.Scalar template, Expressions expressions, Problems problems) {
        var parts = new ArrayList<Part>();
        String text = template.text().strip();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = closing(text, open);
            if (close < 0) {
                problems.add(template.file(), template.positionOf(open), "'{' without '}' in the message");
                return new MessageTemplate(List.of());
            }
            parts.add(new Text(text.substring(from, open)));
            placeholder(template, text.substring(open + 1, close), open + 1, expressions, problems)
                    .ifPresent(parts::add);
            from = close + 1;
        }
        parts.add(new Text(text.substring(from)));
        return new MessageTemplate(List.copyOf(parts));
    }

    /** The brace that ends a placeholder; braces in quoted text do not. */
    private static int closing(String text, int open) {
        char quote = 0;
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '}') {
                return i;
            }
        }
        return -1;
    }

    private static Optional<Part> placeholder(
            Yaml.Scalar template, String inBraces, int offset, Expressions expressions, Problems problems) {
        if (inBraces.startsWith(ADDITION)) {
            return computed(template, inBraces.substring(1), offset + 1, ADDABLE, expressions, problems)
                    .map(Addition::new);
        }
        String content =
                inBraces.startsWith("resource.") && PATH.matcher(inBraces).matches()
                        ? inBraces.substring("resource.".length())
                        : inBraces;
        if (!PATH.matcher(content).matches() || content.startsWith("settings.")) {
            return computed(template, content, offset, PRINTABLE, expressions, problems)
                    .map(Computed::new);
        }
        var schema = expressions.schema();
        var field = schema.field(content);
        if (field.isEmpty()) {
            problems.add(
                    template.file(),
                    template.positionOf(offset),
                    "unknown fact '%s' in the message; %s".formatted(content, schema.allowedBeside(content)));
        } else if (!printable(field.get().type())) {
            problems.add(
                    template.file(),
                    template.positionOf(offset),
                    "'%s' is a %s, which cannot stand in a sentence"
                            .formatted(content, field.get().type().words()));
        }
        return Optional.of(new FactAt(content, List.of(content.split("\\."))));
    }

    private static Optional<Expression> computed(
            Yaml.Scalar template,
            String content,
            int offset,
            Set<CelType> types,
            Expressions expressions,
            Problems problems) {
        return expressions.compile(
                content,
                "a placeholder",
                types,
                template.file(),
                index -> template.positionOf(offset + index),
                problems);
    }

    private static boolean printable(FactType type) {
        return switch (type) {
            case FactType.Scalar _ -> true;
            case FactType.ListOf(FactType element) -> element instanceof FactType.Scalar;
            case FactType.Texts _, FactType.Struct _ -> false;
        };
    }

    /**
     * The sentence for a resource; empty when a part of it is not known, as half a sentence is none. What it tells is noted
     * in the log of the facts.
     */
    Optional<String> render(ResourceFacts facts) {
        var sentence = new StringBuilder();
        for (var part : parts) {
            if (part instanceof Text(String text)) {
                sentence.append(text);
                continue;
            }
            facts.log().startPart();
            Optional<String> words = switch (part) {
                case Text(String text) -> Optional.of(text);
                case FactAt at -> valueOf(at, facts).map(MessageTemplate::words);
                case Computed(var expression) -> valueOf(expression, facts).map(MessageTemplate::words);
                case Addition(var expression) -> valueOf(expression, facts).map(text -> printable(text.toString()));
            };
            if (words.isPresent()) {
                facts.log().keepPart();
                sentence.append(words.get());
            } else if (!(part instanceof Addition)) {
                facts.log().dropParts();
                return Optional.empty();
            }
        }
        return Optional.of(sentence.toString());
    }

    private static Optional<Object> valueOf(FactAt at, ResourceFacts facts) {
        if (facts.isUnread(at.path())) {
            return Optional.empty();
        }
        Object value = facts.view();
        try {
            for (String name : at.names()) {
                if (!(value instanceof StructView struct)) {
                    return Optional.empty();
                }
                value = Objects.requireNonNull(struct.get(name));
            }
            return Optional.of(value);
        } catch (ReadLog.FactException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> valueOf(Expression expression, ResourceFacts facts) {
        try {
            Object value = expression.evaluate(facts);
            return value instanceof CelUnknownSet ? Optional.empty() : Optional.of(value);
        } catch (CelEvaluationException e) {
            return Optional.empty();
        }
    }

    private static String words(Object value) {
        return switch (value) {
            case NullValue _ -> "none";
            case List<?> list when list.isEmpty() -> "none";
            case List<?> list -> list.stream().map(MessageTemplate::words).collect(Collectors.joining(", "));
            case String text when text.isEmpty() -> "none";
            default -> printable(value.toString());
        };
    }

    /** Names and tags are whatever someone typed: one line, no control or direction characters, not endless. */
    static String printable(String text) {
        return printable(text, LONGEST_VALUE);
    }

    /** Nearly every text is: it needs no regular expression. */
    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    static String printable(String text, int longest) {
        String line = isPrintableAscii(text) ? text : UNPRINTABLE.matcher(text).replaceAll(" ");
        return line.length() <= longest ? line : EvidenceValue.beginning(line, longest - 1) + "…";
    }
}
