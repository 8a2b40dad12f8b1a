package dev.atrest.evaluators;

import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why resources that were not seen, or whose key was not, may use a key: the first reason for each account, region of the key
 * and type, so that asking costs the same however many there are.
 */
final class UnseenUsers {

    private static final String ANY = "*";

    private record Place(String accountId, String keyRegion, ResourceType type) {}

    private final Map<Place, Unread> reasons = new HashMap<>();

    /** @param region of the resources, or what {@link Coverage} says for several */
    void add(String accountId, String region, ResourceType type, Unread reason) {
        String keyRegion = isAnywhere(region, type) ? ANY : region;
        reasons.putIfAbsent(new Place(accountId, keyRegion, type), reason);
        reasons.putIfAbsent(new Place(ANY, keyRegion, type), reason);
    }

    boolean isEmpty() {
        return reasons.isEmpty();
    }

    Optional<Unread> inAccount(String accountId, String keyRegion, Collection<ResourceType> types) {
        return types.stream()
                .flatMap(type -> Stream.of(new Place(accountId, keyRegion, type), new Place(accountId, ANY, type)))
                .map(reasons::get)
                .filter(reason -> reason != null)
                .findFirst();
    }

    Optional<Unread> inAnyAccount(String keyRegion, Collection<ResourceType> types) {
        return inAccount(ANY, keyRegion, types);
    }

    /** The key of a trail lies in the region of the trail's bucket, which can be any. */
    private static boolean isAnywhere(String region, ResourceType type) {
        return type == ResourceType.TRAIL || region.equals(Coverage.GLOBAL) || region.equals(Coverage.ALL_REGIONS);
    }
}
