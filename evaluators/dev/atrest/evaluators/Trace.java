package dev.atrest.evaluators;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values that the parts of an expression took when it was evaluated: none, one, or one a turn of a loop. */
final class Trace {

    private final Map<Long, List<Object>> values = new HashMap<>();
    private String error = "";

    /** Evaluates an expression on the facts of a resource, and adds to what is known of its parts. */
    void add(Expression expression, ResourceFacts facts) {
        try {
            expression
                    .program()
                    .trace(
                            facts.partial(),
                            (node, value) -> values.computeIfAbsent(node.id(), _ -> new ArrayList<>())
                                    .add(value));
        } catch (CelEvaluationException e) {
            error = e.getErrorCode().name();
        }
    }

    /** Whether a part was ever this. */
    boolean was(CelExpr node, Object value) {
        return values.getOrDefault(node.id(), List.of()).contains(value);
    }

    /** The values of a part, with how often it took each, in the order in which they came up. */
    Map<Object, Integer> valuesOf(CelExpr node) {
        var counts = new LinkedHashMap<Object, Integer>();
        values.getOrDefault(node.id(), List.of()).forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts;
    }

    /** What ended the evaluation early; empty when nothing did. */
    String error() {
        return error;
    }
}
