package dev.atrest.evaluators;

import dev.atrest.model.Coverage;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Fact;
import dev.atrest.model.KeyUses;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which resources use which keys. Holds a few names and numbers a key, whatever the number of resources. A key can be used
 * within its region, from its own account and from those that its policy or a grant lets in.
 */
final class UsesOfKeys {

    private static final int MOST_NAMES = 50;

    /** The types whose resources refer to keys. */
    private static final Set<ResourceType> USERS = Arrays.stream(ResourceType.values())
            .filter(type -> !FactSchema.of(type).references().isEmpty())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(ResourceType.class)));

    /** Those of them that have a data protection class. */
    private static final Set<ResourceType> CLASSIFIED_USERS = USERS.stream()
            .filter(type -> FactSchema.of(type).classified())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(ResourceType.class)));

    private static final class Uses {
        private long count;
        private final Set<DataProtectionClass> classes = EnumSet.noneOf(DataProtectionClass.class);
        private final List<String> names = new ArrayList<>();
        private @Nullable Unread classUnread;
    }

    private record Place(String accountId, String region, ResourceType type) {}

    private final Join keys;
    private final Classifier classifier;
    private final KeyAccess access;
    private final Map<String, Uses> usesByKey = new HashMap<>();
    private final Set<Place> places = new HashSet<>();
    private final UnseenUsers unseen = new UnseenUsers();

    UsesOfKeys(Join keys, Classifier classifier, KeyAccess access, List<Coverage> coverage) {
        this.keys = keys;
        this.classifier = classifier;
        this.access = access;
        for (var row : coverage) {
            places.add(new Place(row.accountId(), row.region(), row.type()));
            if (USERS.contains(row.type())) {
                notSeen(row).ifPresent(reason -> unseen.add(row.accountId(), row.region(), row.type(), reason));
            }
        }
    }

    /** Why resources of a listing may be missing; those of an account out of scope are not looked for. */
    static Optional<Unread> notSeen(Coverage row) {
        return switch (row.status()) {
            case COMPLETE, PARTIAL, EXCLUDED -> Optional.empty();
            case PENDING, DENIED, FAILED ->
                Optional.of(row.error()
                        .map(gap -> new Unread(gap.call(), gap.error()))
                        .orElse(new Unread(Relations.CALL, "NotListed")));
        };
    }

    /** Notes the keys that a resource uses. Resources come by ARN. */
    void add(Resource resource) {
        for (var reference : FactSchema.of(resource.type()).references()) {
            var unread = unreadAt(reference, resource.facts().unread());
            if (unread.isPresent()) {
                noteUnseen(resource, unread.get());
            } else {
                add(resource, reference);
            }
        }
    }

    /** Why the id at a reference, or what it lies in, is unread. */
    private static Optional<Unread> unreadAt(FactField reference, Map<String, Unread> unread) {
        if (unread.isEmpty()) {
            return Optional.empty();
        }
        return unread.entrySet().stream()
                .filter(entry -> (reference.path() + ".id.").startsWith(entry.getKey() + "."))
                .findFirst()
                .map(Map.Entry::getValue);
    }

    private void add(Resource resource, FactField reference) {
        var parent = ResourceFacts.parentOf(resource, reference);
        if (parent.get(reference.name()) instanceof Map<?, ?> given && given.get("id") instanceof String id) {
            switch (keys.join(resource, parent, id)) {
                case Join.Joined(var values, var call) -> {
                    if (values.get("arn") instanceof String arn && !arn.isEmpty()) {
                        note(arn, resource);
                    }
                }
                case Join.NotRead(Unread reason) -> {
                    if (id.startsWith("arn:") && id.contains(":key/")) {
                        note(id, resource);
                    } else {
                        noteUnseen(resource, reason);
                    }
                }
            }
        }
    }

    private void noteUnseen(Resource resource, Unread reason) {
        unseen.add(resource.accountId(), resource.region(), resource.type(), reason);
    }

    private void note(String keyArn, Resource resource) {
        var uses = usesByKey.computeIfAbsent(keyArn, _ -> new Uses());
        uses.count++;
        if (uses.names.size() < MOST_NAMES) {
            uses.names.add(resource.type().label() + " " + resource.name());
        }
        if (FactSchema.of(resource.type()).classified()) {
            if (resource.facts().values().get(FactSchema.TAGS) instanceof Map<?, ?> tags) {
                uses.classes.add(classifier
                        .classify(resource.accountId(), ResourceFacts.texts(tags))
                        .effective());
            } else {
                uses.classUnread = resource.facts()
                        .unread()
                        .getOrDefault(FactSchema.TAGS, new Unread(Relations.CALL, "FactMissing"));
            }
        }
    }

    /** The uses of a key; what more could turn up than was read leaves open is unread. */
    KeyUses of(Resource key) {
        var uses = usesByKey.getOrDefault(key.arn(), new Uses());
        // Why not all are known is asked only where it matters: it takes an analysis of the key's policy.
        return new KeyUses(
                fact(uses.count, uses.count > 0 ? Optional.empty() : gapFor(key, USERS)),
                fact(
                        uses.classes.stream().map(Enum::name).toList(),
                        uses.classes.size() > 1
                                ? Optional.empty()
                                : gapFor(key, CLASSIFIED_USERS).or(() -> Optional.ofNullable(uses.classUnread))),
                Fact.known(List.copyOf(uses.names), Relations.CALL));
    }

    private static <T> Fact<T> fact(T value, Optional<Unread> gap) {
        return gap.<Fact<T>>map(Fact.Missing::new).orElseGet(() -> Fact.known(value, Relations.CALL));
    }

    /**
     * Why not all resources that may use the key are known.
     *
     * @param types of the resources asked about
     */
    private Optional<Unread> gapFor(Resource key, Set<ResourceType> types) {
        return unseen.inAccount(key.accountId(), key.region(), types)
                .or(() -> unseenElsewhere(key, types))
                .or(() -> types.stream().allMatch(type -> wasLookedAt(key, type))
                        ? Optional.empty()
                        : Optional.of(new Unread(Relations.CALL, "NotInScope")));
    }

    private Optional<Unread> unseenElsewhere(Resource key, Set<ResourceType> types) {
        if (unseen.inAnyAccount(key.region(), types).isEmpty()) {
            return Optional.empty();
        }
        var elsewhere = access.fromOtherAccounts(key, USERS);
        return unseen.inAnyAccount(
                key.region(), types.stream().filter(elsewhere::contains).toList());
    }

    private boolean wasLookedAt(Resource key, ResourceType type) {
        String region = type.scope() == ResourceType.Scope.ACCOUNT ? Coverage.GLOBAL : key.region();
        return places.contains(new Place(key.accountId(), region, type))
                || places.contains(new Place(key.accountId(), Coverage.ALL_REGIONS, type));
    }
}
