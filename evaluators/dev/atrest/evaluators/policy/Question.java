package dev.atrest.evaluators.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the searches for the answer to one question share; not for use by several threads.
 *
 * @param guards the Deny statements on a condition key that the question is about
 */
record Question(
        Standpoint standpoint, ContextValues values, Map<Condition, Outcomes> outcomes, List<Statement> guards) {

    static Question from(Standpoint standpoint, PreparedPolicy policy) {
        return new Question(
                standpoint, new ContextValues(policy, standpoint), new HashMap<>(), guards(standpoint, policy));
    }

    private static List<Statement> guards(Standpoint standpoint, PreparedPolicy policy) {
        if (standpoint.presumed().isEmpty()) {
            return List.of();
        }
        return policy.statements().stream()
                .filter(statement -> statement.effect() == Effect.DENY
                        && statement.conditions().stream()
                                .anyMatch(condition -> standpoint.presumed().containsKey(condition.key())))
                .toList();
    }
}
