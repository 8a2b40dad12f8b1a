package dev.atrest.evaluators.policy;

import java.util.List;
import java.util.Optional;

/**
 * One statement of a policy.
 *
 * @param index position in the policy, from 0
 */
record Statement(
        int index,
        Optional<String> sid,
        Effect effect,
        Principals principals,
        Patterns actions,
        Patterns resources,
        List<Condition> conditions) {

    String name() {
        return sid.filter(text -> !text.isBlank()).orElse("#" + index);
    }

    /**
     * An Action or Resource element.
     *
     * @param isNegated it is the element's Not form
     */
    record Patterns(boolean isNegated, List<Glob> globs) {}
}
