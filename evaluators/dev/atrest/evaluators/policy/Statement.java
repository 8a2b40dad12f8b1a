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
     * @param negated it is the element's Not form
     */
    record Patterns(boolean negated, List<Glob> globs) {

        /** Unknown where a policy variable decides. */
        Verdict matches(String value) {
            Verdict result = Verdict.FALSE;
            for (Glob glob : globs) {
                if (glob.matches(value)) {
                    result = Verdict.TRUE;
                    break;
                }
                if (glob.hasVariables() && glob.withVariablesAsWildcards().matches(value)) {
                    result = Verdict.UNKNOWN;
                }
            }
            return negated ? result.not() : result;
        }
    }
}
