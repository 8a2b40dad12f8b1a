package dev.atrest.evaluators;

import dev.atrest.model.DataProtectionClass;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells the data protection class from tags. Tag keys and values are compared trimmed and ignoring case. Where several
 * classification tags stand side by side the highest class counts, so that a second tag cannot lower the protection. A
 * missing tag counts as what the account's default says, or else as INTERNAL, a value that is no class (an empty one included) as CONFIDENTIAL until it is corrected.
 */
final class Classifier {

    private final List<String> keys;
    private final Map<String, DataProtectionClass> words;
    private final Map<String, DataProtectionClass> defaults;

    /**
     * @param keys tag keys that carry a class
     * @param words classes by their names and synonyms
     */
    Classifier(List<String> keys, Map<String, DataProtectionClass> words) {
        this(
                keys.stream().map(Classifier::canonical).distinct().toList(),
                words.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(word -> canonical(word.getKey()), Map.Entry::getValue)),
                Map.of());
    }

    private Classifier(
            List<String> keys, Map<String, DataProtectionClass> words, Map<String, DataProtectionClass> defaults) {
        this.keys = keys;
        this.words = words;
        this.defaults = defaults;
    }

    /** The same with classes, by account id, of what carries none of its own. */
    Classifier withDefaults(Map<String, DataProtectionClass> byAccount) {
        return new Classifier(keys, words, Map.copyOf(byAccount));
    }

    Classification classify(String accountId, Map<String, ?> tags) {
        String only = "";
        int carrying = 0;
        for (String key : tags.keySet()) {
            if (carriesClass(key)) {
                only = key;
                carrying++;
            }
        }
        Classification highest = carrying == 1 ? of(String.valueOf(tags.get(only))) : null;
        if (carrying > 1) {
            // By key, so that of two equal tags always the same one is named.
            for (var tag : new TreeMap<>(tags).entrySet()) {
                if (carriesClass(tag.getKey())) {
                    highest = higher(highest, of(String.valueOf(tag.getValue())));
                }
            }
        }
        return highest == null
                ? new Classification("", false, false, defaults.getOrDefault(accountId, DataProtectionClass.INTERNAL))
                : highest;
    }

    private Classification of(String value) {
        var known = words.get(canonical(value));
        return known == null
                ? new Classification(value, true, false, DataProtectionClass.CONFIDENTIAL)
                : new Classification(value, true, true, known);
    }

    private static Classification higher(@Nullable Classification one, Classification other) {
        if (one == null) {
            return other;
        }
        var winner = one.effective().compareTo(other.effective()) >= 0 ? one : other;
        // An invalid tag beside a valid one still has to be corrected.
        if (winner.valid() && !(one.valid() && other.valid())) {
            return one.valid() ? other : one;
        }
        return winner;
    }

    private boolean carriesClass(String key) {
        for (String carrying : keys) {
            if (isCanonical(carrying, key)) {
                return true;
            }
        }
        return false;
    }

    static String canonical(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether this is the canonical form of a text. Every tag is asked: most are told apart by the first letter. */
    static boolean isCanonical(String form, String text) {
        if (!text.isEmpty() && !form.isEmpty()) {
            char first = text.charAt(0);
            boolean letter = first >= 'a' && first <= 'z' || first >= 'A' && first <= 'Z';
            if (letter && (first | ' ') != form.charAt(0)) {
                return false;
            }
        }
        return canonical(text).equals(form);
    }
}
