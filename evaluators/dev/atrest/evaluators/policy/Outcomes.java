package dev.atrest.evaluators.policy;

import java.util.BitSet;

/** By attainable value of a condition's key: where the condition holds, and where it does not. */
record Outcomes(BitSet holds, BitSet fails, int size, boolean unknown) {

    BitSet holdsIf(boolean certain) {
        return certain ? holds : complement(fails);
    }

    BitSet failsIf(boolean certain) {
        return certain ? fails : complement(holds);
    }

    private BitSet complement(BitSet set) {
        var result = new BitSet(size);
        result.set(0, size);
        result.andNot(set);
        return result;
    }
}
