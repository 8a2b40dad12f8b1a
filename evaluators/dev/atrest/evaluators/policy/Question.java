package dev.atrest.evaluators.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What the searches for the answer to one question share; not for use by several threads. */
final class Question {

    private final PreparedPolicy policy;
    private final Work work;
    private final ContextValues values;
    private final List<Statement> guards;
    private final DenySearch.Values anyValues;
    /** By key, for values that several callers have and conditions that do not look at the caller. */
    private final List<Map<Attainable, KeyOutcomes>> shared = new ArrayList<>();

    private final Map<Targets, Map<BitSet, List<Target>>> targets = new IdentityHashMap<>();

    Question(Standpoint standpoint, PreparedPolicy policy, Work work) {
        this.policy = policy;
        this.work = work;
        this.values = new ContextValues(policy, standpoint, work);
        this.guards = guards(standpoint);
        this.anyValues = new DenySearch.Values(policy.keys().size());
        policy.keys().forEach(key -> shared.add(new IdentityHashMap<>()));
    }

    private List<Statement> guards(Standpoint standpoint) {
        if (standpoint.presumed().isEmpty()) {
            return List.of();
        }
        return policy.statements().stream()
                .filter(statement -> statement.effect() == Effect.DENY
                        && statement.conditions().stream()
                                .anyMatch(condition -> standpoint.presumed().containsKey(condition.key())))
                .toList();
    }

    Work work() {
        return work;
    }

    /** Nothing said of any key. Not to be narrowed, but copied. */
    DenySearch.Values anyValues() {
        return anyValues;
    }

    /** The Deny statements on a condition key that the question is about. */
    List<Statement> guards() {
        return guards;
    }

    /** How the conditions on a key come out for a caller. */
    KeyOutcomes outcomes(int position, Caller caller) {
        KeyConditions key = policy.keys().get(position);
        Attainable attainable = values.of(caller, key);
        if (key.looksAtCaller()) {
            return key.with(attainable, values.variables(caller), work);
        }
        Map<Attainable, KeyOutcomes> known = shared.get(position);
        KeyOutcomes result = known.get(attainable);
        if (result == null) {
            result = key.with(attainable, values.variables(caller), work);
            known.put(attainable, result);
        }
        return result;
    }

    /** One of all these requests that some statements do not tell apart. */
    List<Target> toldApart(Targets asked, BitSet statements) {
        var about = (BitSet) statements.clone();
        about.and(asked.about());
        work.spend(2 + about.length() / 16);
        Map<BitSet, List<Target>> known = targets.computeIfAbsent(asked, any -> new HashMap<>());
        List<Target> told = known.get(about);
        if (told == null) {
            told = asked.toldApartBy(about, work);
            known.put(about, told);
        }
        return told;
    }
}
