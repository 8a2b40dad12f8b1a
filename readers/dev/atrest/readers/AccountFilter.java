package dev.atrest.readers;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which accounts of an organisation are looked at, beside those that a scope names. Whatever is asked for must hold.
 *
 * @param units organisational units, each with all below it: paths of names from the root such as {@code Workloads/Prod}, or
 *     ids such as {@code ou-abcd-12345678}; empty for all
 * @param excludedUnits organisational units that are left out, with all below them
 * @param tags tags that an account must have, by key; the value {@code *} stands for any
 */
public record AccountFilter(List<String> units, List<String> excludedUnits, Map<String, String> tags) {

    /** Every account. */
    public static final AccountFilter ALL = new AccountFilter(List.of(), List.of(), Map.of());

    private static final String ANY = "*";
    private static final int MOST_LISTED = 50;

    public AccountFilter {
        units = List.copyOf(units);
        excludedUnits = List.copyOf(excludedUnits);
        tags = Map.copyOf(tags);
    }

    /** It leaves no account out. */
    public boolean isAll() {
        return equals(ALL);
    }

    boolean asksForUnits() {
        return !units.isEmpty() || !excludedUnits.isEmpty();
    }

    /** @throws ScopeException naming the units that are none of the organisation's, and those that are */
    void requireUnitsOf(OrganizationTree.Places places) {
        List<String> unknown = Stream.concat(units.stream(), excludedUnits.stream())
                .filter(unit -> places.all().stream().noneMatch(place -> place.isIn(unit)))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ScopeException("Unknown organisational unit " + String.join(", ", unknown) + "; there are "
                    + places.all().stream()
                            .map(OrganizationTree.Place::path)
                            .sorted()
                            .limit(MOST_LISTED)
                            .collect(Collectors.joining(", ")));
        }
    }

    boolean matches(OrganizationTree.Place place, Supplier<Map<String, String>> tagsOfAccount) {
        return (units.isEmpty() || units.stream().anyMatch(place::isIn))
                && excludedUnits.stream().noneMatch(place::isIn)
                && (tags.isEmpty() || tagged(tagsOfAccount.get()));
    }

    private boolean tagged(Map<String, String> actual) {
        return tags.entrySet().stream()
                .allMatch(tag -> actual.containsKey(tag.getKey())
                        && (tag.getValue().equals(ANY) || tag.getValue().equals(actual.get(tag.getKey()))));
    }

    /** For the cover of a report; empty when all accounts are looked at. */
    public String inWords() {
        var words = new StringBuilder();
        if (!units.isEmpty()) {
            words.append("units ").append(String.join(", ", units));
        }
        if (!excludedUnits.isEmpty()) {
            words.append(words.isEmpty() ? "" : "; ").append("without units ").append(String.join(", ", excludedUnits));
        }
        new TreeMap<>(tags)
                .forEach((key, value) -> words.append(words.isEmpty() ? "" : "; ")
                        .append("accounts tagged ")
                        .append(key)
                        .append('=')
                        .append(value));
        return words.toString();
    }
}
