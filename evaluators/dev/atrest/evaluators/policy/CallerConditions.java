package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.DenySearch.Values;
import dev.atrest.evaluators.policy.DenySearch.Way;
import dev.atrest.evaluators.policy.PreparedPolicy.Demand;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the conditions of statements come out for one caller. */
final class CallerConditions {

    private final PreparedPolicy policy;
    private final Question question;
    private final Caller caller;
    private final @Nullable KeyOutcomes[] outcomes;
    private final Map<Integer, Optional<Values>> certainlyMet = new HashMap<>();
    private final Map<Integer, Optional<Values>> possiblyMet = new HashMap<>();
    private final Map<Integer, @Nullable List<Way>> certainWays = new HashMap<>();
    private final Map<Integer, @Nullable List<Way>> possibleWays = new HashMap<>();

    CallerConditions(PreparedPolicy policy, Question question, Caller caller) {
        this.policy = policy;
        this.question = question;
        this.caller = caller;
        this.outcomes = new KeyOutcomes[policy.keys().size()];
        question.work().spend(4 * outcomes.length);
    }

    private KeyOutcomes onKey(int key) {
        KeyOutcomes known = outcomes[key];
        return known == null ? outcomes[key] = question.outcomes(key, caller) : known;
    }

    /** Statements with a condition that fails whatever the caller does; not all of them, but those easily seen. */
    BitSet failing() {
        var failing = new BitSet();
        for (int key = 0; key < outcomes.length; key++) {
            onKey(key).addFailing(failing);
        }
        return failing;
    }

    Attainable values(Demand demand) {
        return onKey(demand.key()).values();
    }

    Outcomes of(Demand demand) {
        return onKey(demand.key()).of(demand.position());
    }

    /** The values with which all conditions of a statement hold; empty when there are none. */
    Optional<Values> met(Statement statement, boolean certain) {
        return (certain ? certainlyMet : possiblyMet)
                .computeIfAbsent(statement.index(), any -> met(policy.demands(statement), certain));
    }

    Optional<Values> met(List<Demand> demands, boolean certain) {
        question.work().spend(1 + demands.size());
        if (demands.isEmpty()) {
            return Optional.of(question.anyValues());
        }
        Values values = null;
        for (Demand demand : demands) {
            Outcomes outcome = of(demand);
            if (outcome.unknown()) {
                if (certain) {
                    return Optional.empty();
                }
                continue;
            }
            BitSet fitting = outcome.holdsIf(certain);
            if (fitting.isEmpty()) {
                return Optional.empty();
            }
            values = values == null ? question.anyValues().copy() : values;
            if (!values.narrow(demand.key(), fitting)) {
                return Optional.empty();
            }
        }
        return Optional.of(values == null ? question.anyValues() : values);
    }

    /** The ways in which a Deny may fail; null where it fails whatever the values. */
    @Nullable
    List<Way> ways(Statement deny, boolean certain) {
        Map<Integer, @Nullable List<Way>> known = certain ? certainWays : possibleWays;
        if (known.containsKey(deny.index())) {
            return known.get(deny.index());
        }
        @Nullable List<Way> ways = waysAround(deny, certain);
        known.put(deny.index(), ways);
        return ways;
    }

    private @Nullable List<Way> waysAround(Statement deny, boolean certain) {
        var ways = new ArrayList<Way>(2);
        for (Demand demand : policy.demands(deny)) {
            question.work().spend(2);
            Outcomes outcome = of(demand);
            if (outcome.unknown()) {
                if (!certain) {
                    return null;
                }
                continue;
            }
            BitSet fitting = outcome.failsIf(certain);
            if (!fitting.isEmpty()) {
                if (fitting.cardinality() == outcome.size()) {
                    return null;
                }
                ways.add(new Way(demand.key(), fitting));
            }
        }
        return ways;
    }
}
