package dev.atrest.embeddedaws.estate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An EBS volume.
 *
 * @param id {@code vol-…}
 * @param zone availability zone; the region's zone a when empty
 * @param sizeGiB 8 unless said otherwise
 * @param state in-use when attached, otherwise available, unless said otherwise
 * @param encrypted true when a key is named, otherwise false, unless said otherwise
 * @param key key id, ARN or alias, answered as the key's ARN; an encrypted volume that names none has the AWS-managed key
 *     {@code alias/aws/ebs}
 * @param snapshot snapshot that the volume was made of; empty for none
 * @param attachedTo instances
 */
public record Volume(
        String id,
        Integer count,
        Optional<String> zone,
        Integer sizeGiB,
        String type,
        String state,
        Boolean encrypted,
        Optional<String> key,
        String snapshot,
        List<String> attachedTo,
        Map<String, String> tags,
        Instant created)
        implements Numbered<Volume> {

    public Volume {
        id = Defaults.required(id, "volume id");
        count = Numbered.checked(count, id, "volume id");
        zone = Defaults.or(zone, Optional.empty());
        sizeGiB = Defaults.or(sizeGiB, 8);
        type = Defaults.or(type, "gp3");
        attachedTo = Defaults.list(attachedTo);
        state = Defaults.or(state, attachedTo.isEmpty() ? "available" : "in-use");
        key = Defaults.or(key, Optional.empty());
        encrypted = Defaults.or(encrypted, key.isPresent());
        snapshot = Defaults.or(snapshot, "");
        tags = Defaults.map(tags);
        created = Defaults.or(created, Defaults.CREATED);
    }

    @Override
    public Volume copy(int n) {
        return new Volume(
                Numbered.number(id, n),
                1,
                zone,
                sizeGiB,
                type,
                state,
                encrypted,
                key,
                Numbered.number(snapshot, n),
                attachedTo,
                tags,
                created);
    }
}
