package dev.atrest.bench;

import dev.atrest.model.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an organisation's resources are.
 *
 * @param percent of all, by type; 100 together
 */
record ScanMix(Map<ResourceType, Integer> percent) {

    static final String DEFAULT = "buckets=5,volumes=45,snapshots=45,keys=5";

    private static final List<Name> NAMES = List.of(
            new Name("buckets", ResourceType.S3_BUCKET),
            new Name("keys", ResourceType.KMS_KEY),
            new Name("volumes", ResourceType.EBS_VOLUME),
            new Name("snapshots", ResourceType.EBS_SNAPSHOT));

    private record Name(String plural, ResourceType type) {}

    /** @throws IllegalArgumentException when a name is unknown, or the parts are not the whole */
    static ScanMix of(Map<String, Integer> percent) {
        List<String> names = NAMES.stream().map(Name::plural).toList();
        if (!names.containsAll(percent.keySet())
                || percent.values().stream().anyMatch(part -> part < 0)
                || percent.values().stream().mapToInt(part -> part).sum() != 100) {
            throw new IllegalArgumentException(
                    "is " + percent + "; allowed are " + String.join(", ", names) + ", 100 together");
        }
        return new ScanMix(NAMES.stream()
                .collect(Collectors.toMap(Name::type, name -> percent.getOrDefault(name.plural(), 0))));
    }

    static ScanMix ofDefault() {
        return new ScanMix(Map.of(
                ResourceType.S3_BUCKET, 5,
                ResourceType.KMS_KEY, 5,
                ResourceType.EBS_VOLUME, 45,
                ResourceType.EBS_SNAPSHOT, 45));
    }

    /** So many of all are of the type; what rounding leaves is of the type that there is most of. */
    int of(ResourceType type, int all) {
        int rest = all - NAMES.stream().mapToInt(each -> part(each.type(), all)).sum();
        return part(type, all) + (type == most() ? rest : 0);
    }

    private int part(ResourceType type, int all) {
        return (int) ((long) all * percent.get(type) / 100);
    }

    private ResourceType most() {
        ResourceType most = NAMES.getFirst().type();
        for (Name name : NAMES) {
            most = percent.get(name.type()) >= percent.get(most) ? name.type() : most;
        }
        return most;
    }
}
