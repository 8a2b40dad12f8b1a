package dev.atrest.evaluators;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells from a resource's tags which tier of a web application it belongs to. The tag's key and value are compared trimmed and
 * ignoring case; any other value, or none, means no tier.
 */
final class Tiers {

    /** The tiers of a three-tier web architecture. */
    enum Tier {
        WEB,
        APPLICATION,
        DATABASE;

        /** As settings and rules name it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String tagKey;
    private final Map<String, Tier> words;

    /** @param words tiers by their names and synonyms, in their {@link Classifier#canonical canonical} form */
    Tiers(String tagKey, Map<String, Tier> words) {
        this.tagKey = Classifier.canonical(tagKey);
        this.words = Map.copyOf(words);
    }

    Optional<Tier> of(Map<String, ?> tags) {
        // By key, so that of two equal tags it is always the same one that counts.
        for (var tag : new TreeMap<>(tags).entrySet()) {
            if (Classifier.canonical(tag.getKey()).equals(tagKey)) {
                Tier tier = words.get(Classifier.canonical(String.valueOf(tag.getValue())));
                if (tier != null) {
                    return Optional.of(tier);
                }
            }
        }
        return Optional.empty();
    }
}
