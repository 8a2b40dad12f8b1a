package dev.atrest.jobs.evaluate;

import dev.atrest.evaluators.KeyDirectory;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.model.Coverage;
import dev.atrest.model.JoinedKey;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a stored inventory, held in memory with the few facts that other resources' rules ask for.
 *
 * <p>A key that is not in the inventory does not exist only if the keys of its account and region were listed to the end;
 * otherwise it was not read.
 */
final class StoredKeyDirectory implements KeyDirectory {

    private static final String DESCRIBE_KEY = "kms:DescribeKey";

    private record Place(String accountId, String region) {}

    /** A key as a resource of {@code place} may name it: by id, or by alias name. */
    private record Name(Place place, String id) {}

    private final Map<Place, Coverage> coverage = new HashMap<>();
    private final Map<Name, Lookup> keys = new HashMap<>();
    /** Where aliases could not be read: an alias that is not found there may exist. */
    private final Map<Place, Unread> aliasesNotRead = new HashMap<>();

    StoredKeyDirectory(InventoryStore inventory, String assessmentId) {
        inventory.coverage(assessmentId).stream()
                .filter(row -> row.type() == ResourceType.KMS_KEY)
                .forEach(row -> coverage.put(new Place(row.accountId(), row.region()), row));
        try (var stream = inventory.resources(assessmentId, ResourceType.KMS_KEY)) {
            stream.forEach(this::add);
        }
    }

    private void add(Resource key) {
        var place = new Place(key.accountId(), key.region());
        Map<String, Unread> unread = key.facts().unread();
        Lookup lookup = unread.containsKey("metadata") ? new NotRead(unread.get("metadata")) : new Found(joined(key));
        keys.put(new Name(place, (String) key.facts().values().get("keyId")), lookup);
        if (unread.containsKey("aliases")) {
            aliasesNotRead.put(place, unread.get("aliases"));
        } else {
            aliases(key).forEach(alias -> keys.put(new Name(place, alias), lookup));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> aliases(Resource key) {
        return (List<String>) key.facts().values().get("aliases");
    }

    @SuppressWarnings("unchecked")
    private static JoinedKey joined(Resource key) {
        var metadata = (Map<String, Object>) key.facts().values().get("metadata");
        return new JoinedKey(
                key.arn(),
                key.accountId(),
                (String) metadata.get("manager"),
                (String) metadata.get("state"),
                (String) metadata.get("spec"),
                (String) metadata.get("origin"));
    }

    @Override
    public Lookup find(String accountId, String region, String id) {
        Name name = name(accountId, region, id);
        Lookup known = keys.get(name);
        if (known != null) {
            return known;
        }
        return notListed(name.place())
                .or(() -> name.id().startsWith("alias/")
                        ? Optional.ofNullable(aliasesNotRead.get(name.place()))
                        : Optional.empty())
                .<Lookup>map(NotRead::new)
                .orElseGet(() -> new Found(JoinedKey.NOT_FOUND));
    }

    /** {@code arn:PARTITION:kms:REGION:ACCOUNT:key/ID} or {@code …:alias/NAME}; anything else is of the resource's own place. */
    private static Name name(String accountId, String region, String id) {
        String[] parts = id.split(":", 6);
        if (parts.length < 6) {
            return new Name(new Place(accountId, region), id);
        }
        String resource = parts[5];
        return new Name(
                new Place(parts[4], parts[3]),
                resource.startsWith("key/") ? resource.substring("key/".length()) : resource);
    }

    private Optional<Unread> notListed(Place place) {
        Coverage row = coverage.getOrDefault(place, coverage.get(new Place(place.accountId(), Coverage.ALL_REGIONS)));
        if (row == null) {
            return Optional.of(new Unread(DESCRIBE_KEY, "NotInScope"));
        }
        return switch (row.status()) {
            case COMPLETE, PARTIAL -> Optional.empty();
            case EXCLUDED -> Optional.of(new Unread(DESCRIBE_KEY, "NotInScope"));
            case PENDING, DENIED, FAILED ->
                Optional.of(row.error()
                        .map(gap -> new Unread(gap.call(), gap.error()))
                        .orElse(new Unread(DESCRIBE_KEY, "NotListed")));
        };
    }
}
