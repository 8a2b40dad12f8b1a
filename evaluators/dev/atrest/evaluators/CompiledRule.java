package dev.atrest.evaluators;

import dev.atrest.model.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule ready to be applied, or, in a catalogue that is only listed, just what it says of itself.
 *
 * @param compiled empty in a catalogue that is only listed
 */
record CompiledRule(Rule rule, Optional<Compiled> compiled) {

    /**
     * What is made of a rule's expressions.
     *
     * @param when empty for a rule that always applies
     * @param evidence paths of facts that findings show besides those that decided
     */
    record Compiled(
            Optional<Expression> when,
            Expression require,
            MessageTemplate message,
            List<String> evidence,
            List<Example> examples) {}

    Optional<Expression> when() {
        return needed().when();
    }

    Expression require() {
        return needed().require();
    }

    MessageTemplate message() {
        return needed().message();
    }

    List<String> evidence() {
        return needed().evidence();
    }

    List<Example> examples() {
        return needed().examples();
    }

    private Compiled needed() {
        return compiled.orElseThrow(
                () -> new IllegalStateException("rule '" + rule.id() + "' was read to be listed, not to be applied"));
    }

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
        return new CompiledRule(same, compiled);
    }
}
