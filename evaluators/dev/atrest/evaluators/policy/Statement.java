package dev.atrest.evaluators.policy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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

    private static final Pattern PLAIN =
            Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N} _.:/@+=,-]{0,198}[\\p{L}\\p{N}_.-])?");

    /**
     * What people find it by, and paste into the commands that amend it: the Sid, unless that could be something else to a shell
     * or to the eye.
     */
    String name() {
        return sid.filter(text -> PLAIN.matcher(text).matches()).orElse("#" + index);
    }

    /**
     * An Action or Resource element.
     *
     * @param isNegated it is the element's Not form
     */
    record Patterns(boolean isNegated, List<Glob> globs) {}
}
