package dev.atrest.bench;

import dev.atrest.evaluators.Inventory;
import dev.atrest.evaluators.KeyDirectory;
import dev.atrest.model.Coverage;
import dev.atrest.model.JoinedKey;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A made-up organisation in memory: the same for the same seed and number of resources. */
public final class GeneratedInventory implements Inventory, KeyDirectory {

    private record Name(String accountId, String region, String id) {}

    private final List<Resource> resources;
    private final List<Coverage> coverage = new ArrayList<>();
    private final Map<String, Resource> byArn = new HashMap<>();
    private final Map<Name, Lookup> keys = new HashMap<>();

    /** @param atLeast resources; accounts are not cut in half */
    public GeneratedInventory(long seed, int atLeast) {
        var all = new ArrayList<Resource>();
        for (int number = 0; all.size() < atLeast; number++) {
            var account = new GeneratedAccount(seed, number);
            all.addAll(account.resources());
            for (ResourceType type : ResourceType.values()) {
                if (type.scope() == ResourceType.Scope.ACCOUNT) {
                    coverage.add(listed(account.id(), Coverage.GLOBAL, type));
                } else {
                    GeneratedAccount.REGIONS.forEach(region -> coverage.add(listed(account.id(), region, type)));
                }
            }
        }
        all.sort(Comparator.comparing(Resource::arn));
        resources = List.copyOf(all);
        resources.forEach(resource -> byArn.put(resource.arn(), resource));
        resources.stream()
                .filter(resource -> resource.type() == ResourceType.KMS_KEY)
                .forEach(this::addKey);
    }

    private static Coverage listed(String account, String region, ResourceType type) {
        return new Coverage(account, region, type, Coverage.Status.COMPLETE, 0, 0, Optional.empty());
    }

    private void addKey(Resource key) {
        var values = key.facts().values();
        var metadata = (Map<?, ?>) values.get("metadata");
        var found = new Found(new JoinedKey(
                key.arn(),
                key.accountId(),
                (String) metadata.get("manager"),
                (String) metadata.get("state"),
                (String) metadata.get("spec"),
                (String) metadata.get("origin")));
        keys.put(new Name(key.accountId(), key.region(), (String) values.get("keyId")), found);
        ((List<?>) values.get("aliases"))
                .forEach(alias -> keys.put(new Name(key.accountId(), key.region(), (String) alias), found));
    }

    /** The resources by ARN. */
    public List<Resource> all() {
        return resources;
    }

    @Override
    public Lookup find(String accountId, String region, String id) {
        String[] parts = id.split(":", 6);
        var name = parts.length < 6
                ? new Name(accountId, region, id)
                : new Name(parts[4], parts[3], parts[5].startsWith("key/") ? parts[5].substring(4) : parts[5]);
        return keys.getOrDefault(name, new Found(JoinedKey.NOT_FOUND));
    }

    @Override
    public Optional<Resource> find(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    @Override
    public Stream<Resource> resources() {
        return resources.stream();
    }

    @Override
    public List<Coverage> coverage() {
        return coverage;
    }
}
