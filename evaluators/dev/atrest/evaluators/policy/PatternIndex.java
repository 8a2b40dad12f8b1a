package dev.atrest.evaluators.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Finds which of many texts and patterns, each with the number of its owner, match a text. Texts are found by hash and
 * patterns by what they begin with, so that not every one is tried.
 */
final class PatternIndex {

    private record Entry(int owner, Glob pattern, boolean arn) {}

    private final Map<String, BitSet> texts = new HashMap<>();
    private final Map<String, List<Entry>> patterns = new HashMap<>();
    private final BitSet prefixLengths = new BitSet();

    void addText(int owner, String text) {
        texts.computeIfAbsent(text, any -> new BitSet()).set(owner);
    }

    /** @param arn to compare component by component where both are ARNs */
    void addPattern(int owner, Glob pattern, boolean arn) {
        String prefix = pattern.fixedPrefix();
        patterns.computeIfAbsent(prefix, any -> new ArrayList<>()).add(new Entry(owner, pattern, arn));
        prefixLengths.set(prefix.length());
    }

    void find(Requested requested, Work work, IntConsumer found) {
        String text = requested.text();
        work.spend(1);
        BitSet equal = texts.get(text);
        if (equal != null) {
            work.spend(equal.cardinality());
            equal.stream().forEach(found);
        }
        for (int length = prefixLengths.nextSetBit(0);
                length >= 0 && length <= text.length();
                length = prefixLengths.nextSetBit(length + 1)) {
            work.spend(2 + length / 8);
            for (Entry entry : patterns.getOrDefault(text.substring(0, length), List.of())) {
                if (entry.arn ? entry.pattern.matchesArn(requested, work) : entry.pattern.matches(text, work)) {
                    found.accept(entry.owner);
                }
            }
        }
    }
}
