package dev.atrest.evaluators.policy;

import java.util.HashMap;
import java.util.Map;

/** What the searches for the answer to one question share; not for use by several threads. */
record Question(Standpoint standpoint, ContextValues values, Map<Condition, Outcomes> outcomes) {

    static Question from(Standpoint standpoint, PreparedPolicy policy) {
        return new Question(standpoint, new ContextValues(policy, standpoint), new HashMap<>());
    }
}
