package dev.atrest.evaluators;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who answers for a resource, as its tags say.
 *
 * @param tagKeys the first that a resource carries, with more than blanks, counts; compared trimmed and ignoring case
 */
record Owners(List<String> tagKeys) {

    Owners {
        tagKeys = tagKeys.stream().map(Classifier::canonical).toList();
    }

    /** Empty where the tags do not say. */
    String of(Map<String, ?> tags) {
        if (tags.isEmpty()) {
            return "";
        }
        for (String wanted : tagKeys) {
            String found = "";
            for (String key : tags.keySet()) {
                if (Classifier.isCanonical(wanted, key)) {
                    found = found.isEmpty() ? String.valueOf(tags.get(key)).strip() : first(tags, wanted);
                }
            }
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    /** Of keys that differ in case only, the same one whatever their order. */
    private static String first(Map<String, ?> tags, String wanted) {
        return new TreeMap<String, Object>(tags)
                .entrySet().stream()
                        .filter(tag -> Classifier.canonical(tag.getKey()).equals(wanted))
                        .map(tag -> String.valueOf(tag.getValue()).strip())
                        .filter(value -> !value.isEmpty())
                        .findFirst()
                        .orElse("");
    }
}
