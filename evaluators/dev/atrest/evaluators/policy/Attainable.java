package dev.atrest.evaluators.policy;

import java.util.List;

/**
 * The values that a condition key can have in someone's requests, one for all that the policy does not tell apart.
 *
 * @param values each the key's values in a request; an empty one stands for an absent key
 * @param whyUnknown what keeps them from being known; empty when they are
 */
record Attainable(List<List<String>> values, String whyUnknown) {

    private static final Attainable ABSENT = new Attainable(List.of(List.of()), "");

    static Attainable unknown(String why) {
        return new Attainable(List.of(), why);
    }

    static Attainable only(String value) {
        return new Attainable(List.of(List.of(value)), "");
    }

    static Attainable absent() {
        return ABSENT;
    }

    static Attainable of(List<List<String>> values) {
        return new Attainable(values, "");
    }

    boolean isUnknown() {
        return !whyUnknown.isEmpty();
    }
}
