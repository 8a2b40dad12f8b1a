package dev.atrest.readers;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.Region;

/** The regions that a user names, held against those that exist. */
final class RegionNames {

    private static final Pattern FORM = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");

    private RegionNames() {}

    static boolean wellFormed(String name) {
        return FORM.matcher(name).matches();
    }

    static void requireWellFormed(Collection<String> names) {
        names.stream().filter(name -> !wellFormed(name)).findFirst().ifPresent(name -> {
            throw new ScopeException("'" + name + "' is no region name; allowed are names like eu-central-1");
        });
    }

    /** Those that this release of the SDK has not heard of: misspelt, or newer than it. */
    static Set<String> unheardOf(Collection<String> names) {
        var unheardOf = new TreeSet<>(names);
        Region.regions().forEach(region -> unheardOf.remove(region.id()));
        return unheardOf;
    }

    /**
     * The named regions that are enabled; all that are enabled when none is named. A region that exists but is not enabled
     * is out of scope.
     *
     * @throws AccessException when a named region does not exist
     */
    static List<String> select(Set<String> named, Collection<String> enabled) {
        var unknown = unheardOf(named);
        unknown.removeAll(enabled);
        if (!unknown.isEmpty()) {
            throw unknown(unknown, enabled);
        }
        return enabled.stream()
                .filter(region -> named.isEmpty() || named.contains(region))
                .sorted()
                .toList();
    }

    static AccessException unknown(Collection<String> unknown, Collection<String> existing) {
        return new ScopeException("Unknown region " + String.join(", ", unknown) + "; allowed are "
                + String.join(", ", new TreeSet<>(existing)));
    }
}
