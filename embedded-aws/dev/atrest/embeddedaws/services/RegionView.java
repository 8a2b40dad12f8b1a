package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Account;
import dev.atrest.embeddedaws.estate.ApiEvent;
import dev.atrest.embeddedaws.estate.Bucket;
import dev.atrest.embeddedaws.estate.Key;
import dev.atrest.embeddedaws.estate.Numbered;
import dev.atrest.embeddedaws.estate.Partition;
import dev.atrest.embeddedaws.estate.Region;
import dev.atrest.embeddedaws.estate.Snapshot;
import dev.atrest.embeddedaws.estate.Volume;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One region of an account. */
final class RegionView {

    static final String EBS_ALIAS = "alias/aws/ebs";
    static final String S3_ALIAS = "alias/aws/s3";

    private final Partition partition;
    private final Account account;
    private final String name;
    private final Region region;
    private final Series<Bucket> buckets;
    private final Series<Volume> volumes;
    private final Series<Snapshot> snapshots;
    private final Series<Key> keys;
    private final Series<ApiEvent> events;
    private final Map<String, Key> keysByAlias = new HashMap<>();

    RegionView(Partition partition, Account account, String name, Series<Bucket> buckets) {
        this.partition = partition;
        this.account = account;
        this.name = name;
        this.region = account.region(name);
        this.buckets = buckets;
        this.volumes = new Series<>(region.volumes());
        this.snapshots = new Series<>(region.snapshots());
        this.keys = new Series<>(withServiceKeys());
        this.events = new Series<>(newestFirst(region.events()));
        keys.entries().forEach(key -> key.aliases().forEach(alias -> keysByAlias.put(alias, key)));
    }

    /** The keys, and those that AWS makes when a service first needs them. */
    private List<Key> withServiceKeys() {
        List<Key> all = new ArrayList<>(region.keys());
        boolean ebs =
                region.volumes().stream().anyMatch(volume -> volume.encrypted() && isService(volume.key(), EBS_ALIAS))
                        || region.snapshots().stream()
                                .anyMatch(snapshot -> snapshot.encrypted() && isService(snapshot.key(), EBS_ALIAS));
        boolean s3 = buckets.entries().stream()
                .map(Bucket::encryption)
                .anyMatch(encryption ->
                        encryption.algorithm().startsWith("aws:kms") && isService(encryption.key(), S3_ALIAS));
        if (ebs) {
            addServiceKey(all, EBS_ALIAS, "Default key that protects my EBS volumes when no other key is defined");
        }
        if (s3) {
            addServiceKey(all, S3_ALIAS, "Default key that protects my S3 objects when no other key is defined");
        }
        return all;
    }

    private List<ApiEvent> newestFirst(List<ApiEvent> events) {
        List<ApiEvent> all = new ArrayList<>();
        for (ApiEvent event : events) {
            String uuid = serviceUuid("event" + all.size());
            String id = event.count() == 1 ? uuid : uuid.substring(0, 28) + Numbered.PLACEHOLDER;
            all.add(event.id().isEmpty() ? event.withId(id) : event);
        }
        all.sort(Comparator.comparing(ApiEvent::time).reversed());
        return all;
    }

    /** The same id at every start, for what the estate does not name. */
    private String serviceUuid(String what) {
        return UUID.nameUUIDFromBytes((account.id() + name + what).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static boolean isService(Optional<String> key, String alias) {
        return key.isEmpty() || key.get().equals(alias) || key.get().endsWith(":" + alias);
    }

    private void addServiceKey(List<Key> keys, String alias, String description) {
        if (keys.stream().noneMatch(key -> key.aliases().contains(alias))) {
            keys.add(Key.serviceKey(serviceUuid(alias), alias, description));
        }
    }

    String name() {
        return name;
    }

    Region region() {
        return region;
    }

    Series<Bucket> buckets() {
        return buckets;
    }

    Series<Volume> volumes() {
        return volumes;
    }

    Series<Snapshot> snapshots() {
        return snapshots;
    }

    Series<Key> keys() {
        return keys;
    }

    Series<ApiEvent> events() {
        return events;
    }

    /** The key with this id or alias name. */
    Optional<Key> key(String idOrAlias) {
        if (!idOrAlias.startsWith("alias/")) {
            return keys.find(idOrAlias);
        }
        Key known = keysByAlias.get(idOrAlias);
        if (known != null && known.count() == 1) {
            return Optional.of(known);
        }
        return keys.entries().stream()
                .flatMap(key -> key.aliases().stream()
                        .map(alias -> Series.number(alias, idOrAlias))
                        .filter(n -> n >= 0 && n < key.count())
                        .map(key::copy))
                .findFirst();
    }

    /** ARN of the key that a resource names; what is no key of this region stays as it is named. */
    String keyArn(String reference) {
        if (reference.startsWith("arn:")) {
            return reference;
        }
        if (reference.startsWith("alias/")) {
            return key(reference).map(key -> keyIdArn(key.id())).orElseGet(() -> arn("kms", reference));
        }
        return keyIdArn(reference);
    }

    String keyIdArn(String id) {
        return arn("kms", "key/" + id);
    }

    String arn(String service, String resource) {
        return partition.arn(service, name, account.id(), resource);
    }

    /** ARN of a bucket, which names neither region nor account. */
    String bucketArn(String bucket) {
        return partition.arn("s3", "", "", bucket);
    }

    /** ARN of the account's root, which stands for the account in policies. */
    String rootArn() {
        return partition.arn("iam", "", account.id(), "root");
    }

    Partition partition() {
        return partition;
    }

    /** ARN of a topic of this region; what already is an ARN stays. */
    String topicArn(String topic) {
        return topic.startsWith("arn:") ? topic : arn("sns", topic);
    }
}
