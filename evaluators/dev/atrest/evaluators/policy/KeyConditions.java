package dev.atrest.evaluators.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** The conditions that a policy has on one context key. Immutable once all are added. */
final class KeyConditions {

    private final String name;
    private final ContextKey kind;
    private final List<Condition> conditions = new ArrayList<>();
    /** That compare neither with texts nor with anything of the caller. */
    private final List<Condition> others = new ArrayList<>();

    /** By condition, the statement that has it. */
    private final List<Integer> statements = new ArrayList<>(); // in ascending order

    /** The indexable conditions, by whether they hold or fail with what they name. */
    private final BitSet including = new BitSet();

    private final BitSet excluding = new BitSet();
    /** The statements with such a condition that holds with what it names. */
    private final BitSet withIncluding = new BitSet();

    private final BitSet failingWithoutKey = new BitSet();
    private boolean looksAtCaller;
    private final PatternIndex exact = new PatternIndex();
    private final PatternIndex ignoringCase = new PatternIndex();

    /** @param name in lower case */
    KeyConditions(String name) {
        this.name = name;
        this.kind = ContextKey.of(name);
    }

    String name() {
        return name;
    }

    ContextKey kind() {
        return kind;
    }

    /** In the order of the policy. */
    List<Condition> conditions() {
        return conditions;
    }

    /** The position that the condition gets among those on the key. */
    int add(Condition condition, int statement) {
        int position = conditions.size();
        conditions.add(condition);
        statements.add(statement);
        if (condition.holds(0, none -> Verdict.UNKNOWN) == Verdict.FALSE) {
            failingWithoutKey.set(statement);
        }
        looksAtCaller |= condition.hasVariables();
        if (condition.isIndexable()) {
            condition.addTo(condition.ignoresCase() ? ignoringCase : exact, position);
            (condition.operator().negated() ? excluding : including).set(position);
            if (!condition.operator().negated()) {
                withIncluding.set(statement);
            }
        } else if (!condition.hasVariables()) {
            others.add(condition);
        }
        return position;
    }

    /** Whether policy variables make a condition another one for each caller. */
    boolean looksAtCaller() {
        return looksAtCaller;
    }

    /** How the conditions come out with these values. */
    KeyOutcomes with(Attainable values, Function<String, Optional<String>> variables, Work work) {
        return new KeyOutcomes(this, values, variables, work);
    }

    /** What the conditions without policy variables tell of a value: equal for those that they do not tell apart. */
    Object told(Requested value, Work work) {
        var naming = new BitSet();
        find(value, work, naming::set);
        return others.isEmpty()
                ? naming
                : List.of(
                        naming,
                        others.stream()
                                .map(condition -> condition.holds(List.of(value), name -> Optional.empty(), work))
                                .toList());
    }

    /** The statements with a condition that fails in requests without the key. */
    BitSet failingWithoutKey() {
        return failingWithoutKey;
    }

    /** Adds the statements with an indexable condition that fails, given those conditions that name the one value. */
    void addFailing(BitSet naming, BitSet failing, Work work) {
        work.spend(2 + including.size() / 64 + naming.length() / 16 + naming.cardinality());
        var unnamed = (BitSet) including.clone();
        unnamed.andNot(naming);
        var fails = (BitSet) withIncluding.clone();
        for (int i = naming.nextSetBit(0); i >= 0; i = naming.nextSetBit(i + 1)) {
            int statement = statements.get(i);
            if (including.get(i) && !hasAnother(statement, unnamed)) {
                fails.clear(statement);
            }
        }
        for (int i = naming.nextSetBit(0); i >= 0; i = naming.nextSetBit(i + 1)) {
            if (excluding.get(i)) {
                fails.set(statements.get(i));
            }
        }
        failing.or(fails);
    }

    /** Whether the statement has one of some conditions. Those of a statement stand side by side. */
    private boolean hasAnother(int statement, BitSet some) {
        int first = Collections.binarySearch(statements, statement);
        while (first > 0 && statements.get(first - 1) == statement) {
            first--;
        }
        for (int i = first; i < statements.size() && statements.get(i) == statement; i++) {
            if (some.get(i)) {
                return true;
            }
        }
        return false;
    }

    /** The positions of those indexable conditions that name this value. */
    void find(Requested requested, Work work, IntConsumer found) {
        exact.find(requested, work, found);
        ignoringCase.find(new Requested(requested.lowerCase()), work, found);
    }
}
