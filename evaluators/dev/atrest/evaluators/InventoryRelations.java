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
import org.jspecify.annotations.Nullable;

/** Finds related resources in the inventory. The uses of keys are gathered once, when the first key asks. */
final class InventoryRelations implements Relations {

    private static final String DESCRIBE_VOLUMES = "ec2:DescribeVolumes";
    /** What EC2 names as the volume of a copied snapshot. */
    private static final String NO_VOLUME = "vol-ffffffff";

    private final Inventory inventory;
    private final Join keys;
    private final Classifier classifier;

    private @Nullable UsesOfKeys uses;
    private @Nullable List<Coverage> coverage;

    InventoryRelations(Inventory inventory, Join keys, Classifier classifier) {
        this.inventory = inventory;
        this.keys = keys;
        this.classifier = classifier;
    }

    @Override
    public Optional<FactSheet> of(Resource resource) {
        return switch (resource.type()) {
            case EBS_SNAPSHOT -> Optional.of(FactSheet.of(volumeOf(resource), DESCRIBE_VOLUMES));
            case KMS_KEY -> Optional.of(FactSheet.of(uses().of(resource), CALL));
            default -> Optional.empty();
        };
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
        String partition = snapshot.arn().split(":", 3)[1];
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
                                        .classify(ResourceFacts.texts(tags))
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
        return coverage().stream()
                .filter(row -> row.type() == ResourceType.EBS_VOLUME
                        && row.accountId().equals(snapshot.accountId())
                        && (row.region().equals(snapshot.region())
                                || row.region().equals(Coverage.ALL_REGIONS)))
                .findFirst()
                .map(UsesOfKeys::notSeen)
                .orElse(Optional.of(new Unread(DESCRIBE_VOLUMES, "NotInScope")));
    }

    private synchronized List<Coverage> coverage() {
        if (coverage == null) {
            coverage = inventory.coverage();
        }
        return coverage;
    }

    private synchronized UsesOfKeys uses() {
        if (uses == null) {
            uses = new UsesOfKeys(keys, classifier, coverage());
            try (var resources = inventory.resources()) {
                resources.forEachOrdered(uses::add);
            }
        }
        return uses;
    }
}
