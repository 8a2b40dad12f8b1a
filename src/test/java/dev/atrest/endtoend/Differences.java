package dev.atrest.endtoend;

import java.util.Map;
import java.util.TreeMap;

/** Where two maps disagree, in words. */
final class Differences {

    private Differences() {}

    static <K extends Comparable<K>, V> Map<K, String> between(Map<K, V> expected, Map<K, V> found) {
        var differences = new TreeMap<K, String>();
        expected.forEach((key, value) -> {
            if (!value.equals(found.get(key))) {
                differences.put(key, "expected " + value + ", found " + found.get(key));
            }
        });
        found.forEach((key, value) -> {
            if (!expected.containsKey(key)) {
                differences.put(key, "expected none, found " + value);
            }
        });
        return differences;
    }
}
