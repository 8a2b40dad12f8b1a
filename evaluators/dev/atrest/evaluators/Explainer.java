package dev.atrest.evaluators;

import dev.atrest.model.Evidence;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelUnknownSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides once more, and writes down what every part of the expressions gave. */
final class Explainer {

    private static final int MOST_VALUES = 5;
    private static final int MOST_ITEMS = 10;
    private static final int LONGEST_TEXT = 200;

    private final ResourceFacts facts;

    private Explainer(ResourceFacts facts) {
        this.facts = facts;
    }

    static Explanation explain(CompiledRule rule, ResourceFacts facts) {
        var finding = Judge.judge(rule, facts);
        var evidence = finding.map(found -> found.evidence()).orElseGet(() -> Judge.evidence(facts));
        // What is looked at from here on is not what the decision read.
        facts.log().startPart();
        var explainer = new Explainer(facts);
        var when = rule.when().map(explainer::parts).orElse(List.of());
        boolean applies =
                rule.when().isEmpty() || rule.when().filter(explainer::isTrue).isPresent();
        return new Explanation(
                rule.rule(),
                facts.resource(),
                finding,
                when,
                applies ? explainer.parts(rule.require()) : List.of(),
                evidence.stream().map(explainer::read).toList());
    }

    private boolean isTrue(Expression expression) {
        var trace = new Trace();
        trace.add(expression, facts);
        return trace.was(expression.written().tree().getExpr(), true);
    }

    private List<Explanation.Part> parts(Expression expression) {
        var trace = new Trace();
        trace.add(expression, facts);
        var tree = new ExpressionTree(expression.written());
        var parts = new ArrayList<Explanation.Part>();
        add(tree.root(), 0, tree, trace, parts);
        return List.copyOf(parts);
    }

    private void add(CelExpr node, int depth, ExpressionTree tree, Trace trace, List<Explanation.Part> parts) {
        parts.add(new Explanation.Part(depth, tree.text(node), value(node, depth, trace)));
        tree.parts(node).forEach(part -> add(part, depth + 1, tree, trace, parts));
    }

    private String value(CelExpr node, int depth, Trace trace) {
        var values = trace.valuesOf(node);
        if (values.isEmpty()) {
            return depth == 0 && !trace.error().isEmpty() ? "error: " + trace.error() : "not evaluated";
        }
        if (values.size() == 1) {
            var only = values.entrySet().iterator().next();
            return only.getValue() == 1 ? words(only.getKey()) : words(only.getKey()) + times(only.getValue());
        }
        String words = values.entrySet().stream()
                .limit(MOST_VALUES)
                .map(entry -> words(entry.getKey()) + times(entry.getValue()))
                .collect(Collectors.joining(", "));
        return values.size() <= MOST_VALUES ? words : words + ", … %d more".formatted(values.size() - MOST_VALUES);
    }

    private static String times(int count) {
        return " (%d×)".formatted(count);
    }

    private String words(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case CelUnknownSet unknown -> unknown(unknown);
            case NullValue _ -> "null";
            case String text -> quoted(text);
            case List<?> list ->
                list.stream()
                                .limit(MOST_ITEMS)
                                .map(this::words)
                                .collect(Collectors.joining(", ", "[", more(list.size())))
                        + "]";
            case ListedStruct struct -> words(struct.fields());
            case Map<?, ?> map ->
                map.entrySet().stream()
                                .limit(MOST_ITEMS)
                                .map(entry -> words(entry.getKey()) + ": " + words(entry.getValue()))
                                .collect(Collectors.joining(", ", "{", more(map.size())))
                        + "}";
            default -> shortened(value.toString());
        };
    }

    private static String more(int size) {
        return size <= MOST_ITEMS ? "" : ", … %d more".formatted(size - MOST_ITEMS);
    }

    private String unknown(CelUnknownSet unknown) {
        String causes = facts.causesOf(unknown).stream()
                .map(cause -> "%s: %s %s".formatted(cause.fact(), cause.call(), cause.error()))
                .collect(Collectors.joining("; "));
        return causes.isEmpty() ? "unknown" : "unknown (" + causes + ")";
    }

    /** On one line, so that a text of AWS cannot pass for a line of ours. */
    private static String quoted(String text) {
        return '"'
                + shortened(text)
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replaceAll("\\R", "\\\\n")
                        .replace("\t", "\\t")
                + '"';
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : EvidenceValue.beginning(text, LONGEST_TEXT - 1) + "…";
    }

    private Explanation.FactRead read(Evidence fact) {
        boolean joined = FactSchema.of(facts.resource().type())
                .field(fact.fact())
                .filter(field -> field.origin() == FactField.Origin.JOINED)
                .isPresent();
        var toldBy = Optional.of(fact.fact())
                .filter(_ -> joined)
                .map(this::arnBeside)
                .filter(arn -> !arn.isEmpty());
        return new Explanation.FactRead(fact.fact(), words(fact.value()), fact.call(), toldBy);
    }

    /** The fact {@code arn} of the struct that holds a joined fact; empty where it is not known. */
    private String arnBeside(String path) {
        try {
            Object struct = facts.view();
            for (String name : path.substring(0, path.lastIndexOf('.') + 1).split("\\.")) {
                struct = struct instanceof StructView view && view.get(name) instanceof Object inner ? inner : "";
            }
            return struct instanceof StructView view && view.get("arn") instanceof String arn ? arn : "";
        } catch (ReadLog.FactException e) {
            return "";
        }
    }
}
