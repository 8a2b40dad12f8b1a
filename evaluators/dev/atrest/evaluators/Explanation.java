package dev.atrest.evaluators;

import dev.atrest.model.Finding;
import dev.atrest.model.Resource;
import dev.atrest.model.Rule;
import java.util.List;
import java.util.Optional;

/**
 * How a rule decides on a resource.
 *
 * @param finding empty when the rule does not apply to the resource
 * @param when the parts of the condition under which the rule applies; empty for a rule that always applies
 * @param require the parts of what is required; empty when the rule does not apply, or it is not known whether it does
 * @param facts the facts that the decision read, by path
 */
public record Explanation(
        Rule rule,
        Resource resource,
        Optional<Finding> finding,
        List<Part> when,
        List<Part> require,
        List<FactRead> facts) {

    /**
     * A part of an expression.
     *
     * @param depth 0 for the whole
     * @param expression the part as CEL writes it
     * @param value what it gave, in words; "not evaluated" when the decision did not need it
     */
    public record Part(int depth, String expression, String value) {}

    /**
     * A fact that the decision read.
     *
     * @param value in words
     * @param call the API operation that told it
     * @param toldBy ARN of the other resource that it was read of; empty for a fact of the resource itself
     */
    public record FactRead(String path, String value, String call, Optional<String> toldBy) {}

    Explanation withFinding(Optional<Finding> other) {
        return new Explanation(rule, resource, other, when, require, facts);
    }
}
