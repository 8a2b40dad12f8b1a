package dev.atrest.evaluators.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the conditions on one key come out with the values that it can have; each is evaluated when it is asked for. */
final class KeyOutcomes {

    private final KeyConditions key;
    private final Attainable values;
    private final Function<String, Optional<String>> variables;
    private final Work work;
    private @Nullable Outcomes @Nullable [] outcomes;
    /** The different values, and for each attainable list of values which ones are in it. */
    private final List<Requested> texts = new ArrayList<>();

    private final int[][] lists;
    /** Where every list has one text or none: by text, the list that has it. */
    private final int[] listOf;

    private final boolean singles;
    /** By indexable condition, the texts that it names; by the text, where there is but one. */
    private @Nullable BitSet @Nullable [] named;

    private @Nullable BitSet naming;

    KeyOutcomes(KeyConditions key, Attainable values, Function<String, Optional<String>> variables, Work work) {
        this.key = key;
        this.values = values;
        this.variables = variables;
        this.work = work;
        this.lists = new int[values.values().size()][];
        this.listOf = new int[lists.length];
        boolean onlySingles = true;
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < lists.length; i++) {
            List<String> list = values.values().get(i);
            work.spend(2 * (1 + list.size()));
            lists[i] = new int[list.size()];
            for (int j = 0; j < lists[i].length; j++) {
                String text = list.get(j);
                Integer known = positions.putIfAbsent(text, texts.size());
                lists[i][j] = known == null ? texts.size() : known;
                if (known == null) {
                    if (texts.size() < listOf.length) {
                        listOf[texts.size()] = i;
                    }
                    texts.add(new Requested(text));
                }
                onlySingles &= known == null;
            }
            onlySingles &= list.size() < 2;
        }
        this.singles = onlySingles;
    }

    /** By condition, the texts that it names; null for those that name none. */
    private @Nullable BitSet[] named() {
        @Nullable BitSet[] known = named;
        if (known == null) {
            var found = new @Nullable BitSet[key.conditions().size()];
            for (int i = 0; i < texts.size(); i++) {
                int text = i;
                key.find(texts.get(i), work, condition -> {
                    BitSet of = found[condition];
                    if (of == null) {
                        of = new BitSet();
                        found[condition] = of;
                    }
                    of.set(text);
                });
            }
            work.spend(found.length / 8);
            named = found;
            return found;
        }
        return known;
    }

    /** The conditions that name the only text. */
    private BitSet naming() {
        BitSet known = naming;
        if (known == null) {
            known = new BitSet();
            key.find(texts.getFirst(), work, known::set);
            naming = known;
        }
        return known;
    }

    private boolean hasOneText() {
        return lists.length == 1 && texts.size() == 1;
    }

    /** Adds statements with a condition that fails for certain, where a single attainable value tells so at once. */
    void addFailing(BitSet failing) {
        if (lists.length == 1 && !values.isUnknown()) {
            if (lists[0].length == 0) {
                failing.or(key.failingWithoutKey());
            } else if (lists[0].length == 1) {
                key.addFailing(naming(), failing, work);
            }
        }
    }

    Attainable values() {
        return values;
    }

    /** @param position of the condition among those on the key */
    Outcomes of(int position) {
        @Nullable Outcomes[] all = outcomes;
        if (all == null) {
            all = new @Nullable Outcomes[key.conditions().size()];
            outcomes = all;
        }
        Outcomes known = all[position];
        return known == null ? all[position] = evaluate(position) : known;
    }

    private Outcomes evaluate(int position) {
        Condition condition = key.conditions().get(position);
        work.spend(2 + lists.length / 2);
        if (values.isUnknown()) {
            return Outcomes.NOT_KNOWN;
        }
        if (lists.length == 1) {
            return Outcomes.ofOnly(holds(condition, position, lists[0]));
        }
        if (condition.isIndexable() && singles) {
            return byName(condition, named()[position]);
        }
        var holds = new BitSet(lists.length);
        var fails = new BitSet(lists.length);
        for (int i = 0; i < lists.length; i++) {
            switch (holds(condition, position, lists[i])) {
                case TRUE -> holds.set(i);
                case FALSE -> fails.set(i);
                case UNKNOWN -> {}
            }
        }
        return Outcomes.of(holds, fails, lists.length);
    }

    /** What names a text holds with it, or fails; an absent key is looked at apart. */
    private Outcomes byName(Condition condition, @Nullable BitSet named) {
        var holds = new BitSet(lists.length);
        if (condition.operator().negated()) {
            holds.set(0, lists.length);
        }
        if (named != null) {
            for (int text = named.nextSetBit(0); text >= 0; text = named.nextSetBit(text + 1)) {
                holds.flip(listOf[text]);
            }
        }
        for (int i = 0; i < lists.length; i++) {
            if (lists[i].length == 0) {
                holds.set(i, condition.holds(0, none -> Verdict.UNKNOWN) == Verdict.TRUE);
            }
        }
        var fails = new BitSet(lists.length);
        fails.set(0, lists.length);
        fails.andNot(holds);
        return Outcomes.of(holds, fails, lists.length);
    }

    private Verdict holds(Condition condition, int position, int[] list) {
        work.spend(2 + list.length);
        if (condition.isIndexable()) {
            if (hasOneText()) {
                return condition.holds(list.length, i -> Verdict.of(naming().get(position)));
            }
            BitSet found = named()[position];
            return condition.holds(list.length, i -> Verdict.of(found != null && found.get(list[i])));
        }
        return condition.holds(list.length, i -> condition.names(texts.get(list[i]), variables, work));
    }
}
