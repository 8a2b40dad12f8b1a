package dev.atrest.evaluators.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a question presumes of the requests it asks about.
 *
 * @param place what is presumed of where requests come from
 * @param trustedOrganizations organisations whose members are not looked for
 * @param presumed values of condition keys, by key in lower case: the only ones that requests have; an empty list of
 *     values stands for an absent key
 */
record Standpoint(Place place, Set<String> trustedOrganizations, Map<String, List<List<String>>> presumed) {

    /** What is presumed of where requests come from. */
    enum Place {
        /** The whole world: nobody asks from a network that the policy names. */
        WORLD,
        /** Outside of what is trusted: whose networks the policy names is not known. */
        OUTSIDE,
        /** Anywhere, also from within the networks that the policy names. */
        ANYWHERE
    }

    static Standpoint of(Place place) {
        return new Standpoint(place, Set.of(), Map.of());
    }

    Standpoint presuming(Map<String, List<List<String>>> values) {
        return new Standpoint(place, trustedOrganizations, values);
    }
}
