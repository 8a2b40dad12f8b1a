package dev.atrest.evaluators.policy;

import java.util.BitSet;

/**
 * By attainable value of a condition's key: where the condition holds, and where it does not. The sets are not to be
 * changed.
 *
 * @param notFailing where it holds or may hold
 * @param notHolding where it fails or may fail
 * @param unknown the values are not known
 */
record Outcomes(BitSet holds, BitSet fails, BitSet notFailing, BitSet notHolding, int size, boolean unknown) {

    static final Outcomes NOT_KNOWN = new Outcomes(new BitSet(), new BitSet(), new BitSet(), new BitSet(), 0, true);

    private static final Outcomes HOLDS = of(all(1), new BitSet(), 1);
    private static final Outcomes FAILS = of(new BitSet(), all(1), 1);
    private static final Outcomes MAY_HOLD = of(new BitSet(), new BitSet(), 1);

    static Outcomes of(BitSet holds, BitSet fails, int size) {
        return new Outcomes(holds, fails, complement(fails, size), complement(holds, size), size, false);
    }

    /** With one attainable value. */
    static Outcomes ofOnly(Verdict verdict) {
        return switch (verdict) {
            case TRUE -> HOLDS;
            case FALSE -> FAILS;
            case UNKNOWN -> MAY_HOLD;
        };
    }

    BitSet holdsIf(boolean certain) {
        return certain ? holds : notFailing;
    }

    BitSet failsIf(boolean certain) {
        return certain ? fails : notHolding;
    }

    /** Whether some value leaves it open. */
    boolean isPartlyUnknown() {
        return holds.cardinality() + fails.cardinality() < size;
    }

    private static BitSet complement(BitSet set, int size) {
        BitSet result = all(size);
        result.andNot(set);
        return result;
    }

    private static BitSet all(int size) {
        var result = new BitSet(size);
        result.set(0, size);
        return result;
    }
}
