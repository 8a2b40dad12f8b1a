package dev.atrest.jobs.backlog;

import dev.atrest.jobs.store.BacklogPlace;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an assessment has looked at: whether a resource that it did not see is gone, was not read, or is none of its affair. */
public final class Looked {

    /** What can be said of resources of a place that are not in the inventory. */
    public sealed interface Sight {

        /** All that is there was listed: they are gone. */
        record Listed() implements Sight {}

        /**
         * They may be there.
         *
         * @param why what prevented the listing
         */
        record NotRead(String why) implements Sight {}

        /** Nobody looked. */
        record OutOfScope() implements Sight {}
    }

    private static final Sight LISTED = new Sight.Listed();
    private static final Sight OUT_OF_SCOPE = new Sight.OutOfScope();

    private final Map<BacklogPlace, Coverage> rows = new HashMap<>();
    private final Function<String, Set<String>> regions;

    /**
     * @param coverage of the assessment
     * @param regions those that were to be looked at in an account; none for all that are enabled
     */
    public Looked(List<Coverage> coverage, Function<String, Set<String>> regions) {
        coverage.forEach(row -> rows.put(new BacklogPlace(row.accountId(), row.region(), row.type()), row));
        this.regions = regions;
    }

    /** Of an assessment that is over: the regions of its scope are those with a listing of their own. */
    public static Looked of(List<Coverage> coverage) {
        Map<String, Set<String>> regions = coverage.stream()
                .filter(row -> !Set.of(Coverage.GLOBAL, Coverage.ALL_REGIONS).contains(row.region()))
                .collect(Collectors.groupingBy(
                        Coverage::accountId, Collectors.mapping(Coverage::region, Collectors.toSet())));
        return new Looked(coverage, account -> regions.getOrDefault(account, Set.of()));
    }

    /** What is known of a place. */
    public Sight at(BacklogPlace place) {
        if (place.type().scope() == ResourceType.Scope.REGION) {
            return sight(place, place.region());
        }
        if (!place.region().isEmpty()) {
            // The buckets of all regions are in one listing, of which those of other regions are left out.
            Set<String> wanted = regions.apply(place.accountId());
            if (!wanted.isEmpty() && !wanted.contains(place.region())) {
                return OUT_OF_SCOPE;
            }
            for (ResourceType type : ResourceType.values()) {
                Coverage row = rows.get(new BacklogPlace(place.accountId(), place.region(), type));
                if (row != null && row.status() == Coverage.Status.EXCLUDED) {
                    return rows.containsKey(new BacklogPlace(place.accountId(), Coverage.GLOBAL, place.type()))
                            ? sight(row)
                            : OUT_OF_SCOPE;
                }
            }
        }
        return sight(place, Coverage.GLOBAL);
    }

    private Sight sight(BacklogPlace place, String listed) {
        Coverage row = rows.get(new BacklogPlace(place.accountId(), listed, place.type()));
        if (row == null) {
            row = rows.get(new BacklogPlace(place.accountId(), Coverage.ALL_REGIONS, place.type()));
        }
        return row == null ? OUT_OF_SCOPE : sight(row);
    }

    private static Sight sight(Coverage row) {
        return switch (row.status()) {
            case COMPLETE, PARTIAL -> LISTED;
            case DENIED, FAILED, EXCLUDED, PENDING ->
                new Sight.NotRead(row.error()
                        .map(gap -> gap.call() + " " + gap.error())
                        .or(() -> row.reason().map(Enum::name))
                        .orElse("not listed"));
        };
    }
}
