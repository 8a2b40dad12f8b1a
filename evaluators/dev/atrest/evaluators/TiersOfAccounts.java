package dev.atrest.evaluators;

import dev.atrest.model.AccountTiers;
import dev.atrest.model.Coverage;
import dev.atrest.model.Fact;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the tiers of applications are found, and where keys of their own. Holds names of regions, whatever the resources. */
final class TiersOfAccounts {

    /** The types that hold data of a tier. */
    private static final Set<ResourceType> HOLDERS =
            Set.of(ResourceType.S3_BUCKET, ResourceType.EBS_VOLUME, ResourceType.EBS_SNAPSHOT);

    private record Place(String accountId, Tiers.Tier tier) {}

    private record Region(String accountId, String name) {}

    private record KeyPlace(Region region, Tiers.Tier tier) {}

    private final Tiers tiers;
    private final Map<String, List<Coverage>> coverageByAccount;
    private final Map<Place, Set<String>> regionsInUse = new HashMap<>();
    private final Map<Place, Set<String>> regionsWithKey = new HashMap<>();
    private final Map<String, Unread> untaggedInAccount = new HashMap<>();
    private final Map<Region, Unread> untaggedKeys = new HashMap<>();
    private final Map<KeyPlace, Unread> doubtfulKeys = new HashMap<>();

    TiersOfAccounts(Tiers tiers, List<Coverage> coverage) {
        this.tiers = tiers;
        this.coverageByAccount = coverage.stream().collect(Collectors.groupingBy(Coverage::accountId));
    }

    void add(Resource resource) {
        boolean key = resource.type() == ResourceType.KMS_KEY;
        if (!key && !HOLDERS.contains(resource.type())) {
            return;
        }
        if (!(resource.facts().values().get(FactSchema.TAGS) instanceof Map<?, ?> tags)) {
            var reason = unread(resource, FactSchema.TAGS);
            if (key) {
                untaggedKeys.putIfAbsent(new Region(resource.accountId(), resource.region()), reason);
            } else {
                untaggedInAccount.putIfAbsent(resource.accountId(), reason);
            }
            return;
        }
        tiers.of(ResourceFacts.texts(tags)).ifPresent(tier -> {
            var place = new Place(resource.accountId(), tier);
            if (key) {
                addKey(resource, place);
            } else {
                regionsInUse.computeIfAbsent(place, _ -> new TreeSet<>()).add(resource.region());
            }
        });
    }

    private void addKey(Resource key, Place place) {
        if (!(key.facts().values().get("metadata") instanceof Map<?, ?> metadata)) {
            doubtfulKeys.putIfAbsent(
                    new KeyPlace(new Region(place.accountId(), key.region()), place.tier()), unread(key, "metadata"));
        } else if ("CUSTOMER".equals(metadata.get("manager")) && "Enabled".equals(metadata.get("state"))) {
            regionsWithKey.computeIfAbsent(place, _ -> new TreeSet<>()).add(key.region());
        }
    }

    private static Unread unread(Resource resource, String fact) {
        return resource.facts().unread().getOrDefault(fact, new Unread(Relations.CALL, "FactMissing"));
    }

    AccountTiers of(String accountId) {
        return new AccountTiers(
                of(new Place(accountId, Tiers.Tier.WEB)),
                of(new Place(accountId, Tiers.Tier.APPLICATION)),
                of(new Place(accountId, Tiers.Tier.DATABASE)));
    }

    private AccountTiers.Tier of(Place place) {
        Set<String> regions = regionsInUse.getOrDefault(place, Set.of());
        return new AccountTiers.Tier(inUse(place, regions), List.copyOf(regions), withoutKey(place, regions));
    }

    private Fact<Boolean> inUse(Place place, Set<String> regions) {
        if (!regions.isEmpty()) {
            return Fact.known(true, Relations.CALL);
        }
        return HOLDERS.stream()
                .sorted()
                .map(type -> notListed(place.accountId(), type, null))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> Optional.ofNullable(untaggedInAccount.get(place.accountId())))
                .<Fact<Boolean>>map(Fact.Missing::new)
                .orElseGet(() -> Fact.known(false, Relations.CALL));
    }

    private Fact<List<String>> withoutKey(Place place, Set<String> regions) {
        Set<String> withKey = regionsWithKey.getOrDefault(place, Set.of());
        var certain = new TreeSet<String>();
        Optional<Unread> gap = Optional.empty();
        for (String name : regions) {
            if (!withKey.contains(name)) {
                Optional<Unread> doubt = doubt(place, name);
                if (doubt.isEmpty()) {
                    certain.add(name);
                }
                gap = gap.or(() -> doubt);
            }
        }
        return certain.isEmpty() && gap.isPresent()
                ? new Fact.Missing<>(gap.get())
                : Fact.known(List.copyOf(certain), Relations.CALL);
    }

    /** Why a key of the tier may be there that was not found. */
    private Optional<Unread> doubt(Place place, String regionName) {
        var region = new Region(place.accountId(), regionName);
        return notListed(place.accountId(), ResourceType.KMS_KEY, regionName)
                .or(() -> Optional.ofNullable(untaggedKeys.get(region)))
                .or(() -> Optional.ofNullable(doubtfulKeys.get(new KeyPlace(region, place.tier()))));
    }

    /** @param region null for all regions of the account */
    private Optional<Unread> notListed(String accountId, ResourceType type, @Nullable String region) {
        var rows = coverageByAccount.getOrDefault(accountId, List.of()).stream()
                .filter(row -> row.type() == type
                        && (region == null
                                || row.region().equals(region)
                                || row.region().equals(Coverage.ALL_REGIONS)))
                .toList();
        return rows.isEmpty()
                ? Optional.of(new Unread(Relations.CALL, "NotInScope"))
                : rows.stream()
                        .map(UsesOfKeys::notSeen)
                        .flatMap(Optional::stream)
                        .findFirst();
    }
}
