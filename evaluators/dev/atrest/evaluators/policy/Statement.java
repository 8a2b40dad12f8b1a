package dev.atrest.evaluators.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** An Action or Resource element. */
    static final class Patterns {

        private final boolean negated;
        private final List<Glob> globs;
        /** What stands for one text each: most of what policies list. */
        private final Set<String> texts;

        private final List<Glob> patterns;

        /** @param negated it is the element's Not form */
        Patterns(boolean negated, List<Glob> globs) {
            this.negated = negated;
            this.globs = globs;
            this.texts =
                    globs.stream().flatMap(glob -> glob.onlyText().stream()).collect(Collectors.toSet());
            this.patterns =
                    globs.stream().filter(glob -> glob.onlyText().isEmpty()).toList();
        }

        List<Glob> globs() {
            return globs;
        }

        /** Unknown where a policy variable decides. */
        Verdict matches(String value) {
            Verdict listed = listed(value);
            return negated ? listed.not() : listed;
        }

        private Verdict listed(String value) {
            if (texts.contains(value)) {
                return Verdict.TRUE;
            }
            Verdict result = Verdict.FALSE;
            for (Glob pattern : patterns) {
                if (pattern.matches(value)) {
                    return Verdict.TRUE;
                }
                if (pattern.hasVariables() && pattern.withVariablesAsWildcards().matches(value)) {
                    result = Verdict.UNKNOWN;
                }
            }
            return result;
        }
    }
}
