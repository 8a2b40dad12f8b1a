package dev.atrest.evaluators;

import dev.atrest.model.Coverage;
import dev.atrest.model.Fact;
import dev.atrest.model.FactSheet;
import dev.atrest.model.JoinedVolume;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds related resources in the inventory. What lies with many of them is gathered once, when first asked for. */
final class InventoryRelations implements Relations {

    private static final String DESCRIBE_VOLUMES = "ec2:DescribeVolumes";
    /** What EC2 names as the volume of a copied snapshot. */
    private static final String NO_VOLUME = "vol-ffffffff";

    private final Inventory inventory;
    private final Join keys;
    private final Classifier classifier;
    private final Tiers tiers;
    private final KnownPolicies policies;
    private final LogGroupsElsewhere logGroups;

    /** Snapshots are many, and what volumes tell of them is always the same few things. */
    private final Map<JoinedVolume, FactSheet> volumeSheets = new ConcurrentHashMap<>();

    private @Nullable Gathered gathered;
    private @Nullable List<Coverage> coverage;
    private @Nullable Map<String, List<Coverage>> volumeListings;
    private @Nullable Organizations organizations;
    private @Nullable LogBuckets logBuckets;

    /** What one pass over all resources tells. */
    private record Gathered(UsesOfKeys uses, TiersOfAccounts tiers) {

        void add(Resource resource) {
            uses.add(resource);
            tiers.add(resource);
        }
    }

    InventoryRelations(Inventory inventory, Join keys, Classifier classifier, Tiers tiers, KnownPolicies policies) {
        this.inventory = inventory;
        this.keys = keys;
        this.classifier = classifier;
        this.tiers = tiers;
        this.policies = policies;
        this.logGroups = new LogGroupsElsewhere(inventory);
    }

    @Override
    public Optional<FactSheet> of(Resource resource) {
        return switch (resource.type()) {
            case EBS_SNAPSHOT -> Optional.of(sheetOf(volumeOf(resource)));
            case TRAIL -> Optional.of(FactSheet.of(logBuckets().of(resource), LogBuckets.LIST_BUCKETS));
            case KMS_KEY -> Optional.of(FactSheet.of(gathered().uses().of(resource), CALL));
            case ACCOUNT_SETTINGS -> Optional.of(FactSheet.of(gathered().tiers().of(resource.accountId()), CALL));
            default -> Optional.empty();
        };
    }

    @Override
    public Resource complete(Resource resource) {
        return resource.type() == ResourceType.REGION_SETTINGS ? logGroups.complete(resource, coverage()) : resource;
    }

    private FactSheet sheetOf(JoinedVolume volume) {
        return volumeSheets.computeIfAbsent(volume, told -> FactSheet.of(told, DESCRIBE_VOLUMES));
    }

    private JoinedVolume volumeOf(Resource snapshot) {
        if (!(snapshot.facts().values().get("volumeId") instanceof String id)) {
            return unread(snapshot.facts().unread().getOrDefault("volumeId", new Unread(CALL, "FactMissing")));
        }
        if (id.isEmpty() || id.equals(NO_VOLUME)) {
            return gone(snapshot.facts().sourceOf("volumeId"));
        }
        return inventory
                .find(volumeArn(snapshot, id))
                .map(this::found)
                .orElseGet(() -> notListed(snapshot).map(this::unread).orElseGet(() -> gone(DESCRIBE_VOLUMES)));
    }

    /** A snapshot is made in the account and region of its volume; snapshot ARNs name no account. */
    private static String volumeArn(Resource snapshot, String volumeId) {
        String partition =
                snapshot.arn().substring("arn:".length(), snapshot.arn().indexOf(':', "arn:".length()));
        return "arn:" + partition + ":ec2:" + snapshot.region() + ":" + snapshot.accountId() + ":volume/" + volumeId;
    }

    /** The ARN that the rules on a resource look up in the inventory; empty when there is none. */
    static Optional<String> lookedUpFor(Resource resource) {
        return resource.type() == ResourceType.EBS_SNAPSHOT
                        && resource.facts().values().get("volumeId") instanceof String id
                        && !id.isEmpty()
                        && !id.equals(NO_VOLUME)
                ? Optional.of(volumeArn(resource, id))
                : Optional.empty();
    }

    private JoinedVolume found(Resource volume) {
        Fact<Boolean> exists = Fact.known(true, DESCRIBE_VOLUMES);
        return volume.facts().values().get(FactSchema.TAGS) instanceof Map<?, ?> tags
                ? new JoinedVolume(
                        exists,
                        Fact.known(
                                classifier
                                        .classify(volume.accountId(), ResourceFacts.texts(tags))
                                        .effective()
                                        .name(),
                                DESCRIBE_VOLUMES))
                : new JoinedVolume(exists, Fact.unread(DESCRIBE_VOLUMES, "FactMissing"));
    }

    private JoinedVolume unread(Unread reason) {
        return new JoinedVolume(new Fact.Missing<>(reason), new Fact.Missing<>(reason));
    }

    private static JoinedVolume gone(String call) {
        return new JoinedVolume(Fact.known(false, call), Fact.unread(call, "NoSuchVolume"));
    }

    /** Why a volume that is not in the inventory may exist all the same. */
    private Optional<Unread> notListed(Resource snapshot) {
        return volumeListings().getOrDefault(snapshot.accountId(), List.of()).stream()
                .filter(row ->
                        row.region().equals(snapshot.region()) || row.region().equals(Coverage.ALL_REGIONS))
                .findFirst()
                .map(UsesOfKeys::notSeen)
                .orElse(Optional.of(new Unread(DESCRIBE_VOLUMES, "NotInScope")));
    }

    /** By account. */
    private synchronized Map<String, List<Coverage>> volumeListings() {
        if (volumeListings == null) {
            volumeListings = coverage().stream()
                    .filter(row -> row.type() == ResourceType.EBS_VOLUME)
                    .collect(Collectors.groupingBy(Coverage::accountId));
        }
        return volumeListings;
    }

    private synchronized List<Coverage> coverage() {
        if (coverage == null) {
            coverage = inventory.coverage();
        }
        return coverage;
    }

    @Override
    public synchronized Organizations organizations() {
        if (organizations == null) {
            organizations = new InventoryOrganizations(inventory, coverage());
        }
        return organizations;
    }

    private synchronized LogBuckets logBuckets() {
        if (logBuckets == null) {
            logBuckets = new LogBuckets(inventory, coverage(), policies);
        }
        return logBuckets;
    }

    private synchronized Gathered gathered() {
        if (gathered == null) {
            gathered = new Gathered(
                    new UsesOfKeys(keys, classifier, new KeyAccess(policies), coverage()),
                    new TiersOfAccounts(tiers, coverage()));
            try (var resources = inventory.resources()) {
                resources.forEachOrdered(gathered::add);
            }
        }
        return gathered;
    }
}
