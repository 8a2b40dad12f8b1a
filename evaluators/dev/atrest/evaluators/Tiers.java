package dev.atrest.evaluators;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
        // The first by key, so that of two equal tags it is always the same one that counts.
        String first = null;
        Tier counting = null;
        for (var tag : tags.entrySet()) {
            String key = tag.getKey();
            if (Classifier.isCanonical(tagKey, key) && (first == null || key.compareTo(first) < 0)) {
                Tier tier = words.get(Classifier.canonical(String.valueOf(tag.getValue())));
                if (tier != null) {
                    first = key;
                    counting = tier;
                }
            }
        }
        return Optional.ofNullable(counting);
    }
}
