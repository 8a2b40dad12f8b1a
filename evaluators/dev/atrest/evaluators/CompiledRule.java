package dev.atrest.evaluators;

import dev.atrest.model.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule ready to be applied.
 *
 * @param evidence paths of facts that findings show besides those that decided
 * @param when empty for a rule that always applies
 */
record CompiledRule(
        Rule rule,
        Optional<Expression> when,
        Expression require,
        MessageTemplate message,
        List<String> evidence,
        List<Example> examples) {

    CompiledRule withControls(Map<String, List<String>> controls) {
        var same = new Rule(
                rule.id(),
                rule.title(),
                rule.severity(),
                rule.resource(),
                rule.when(),
                rule.require(),
                rule.message(),
                rule.rationale(),
                rule.remediation(),
                controls,
                rule.file());
        return new CompiledRule(same, when, require, message, evidence, examples);
    }
}
