package dev.atrest.embeddedaws.estate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An EBS snapshot.
 *
 * @param id {@code snap-…}
 * @param volume {@code vol-ffffffff} (what AWS says of a copy) unless said otherwise
 * @param sizeGiB size of the volume; 8 unless said otherwise
 * @param encrypted true when a key is named, otherwise false, unless said otherwise
 * @param key as in {@link Volume#key()}
 * @param started when it was made
 * @param isPublic anyone may restore it; in YAML {@code public}
 * @param sharedWith account ids
 * @param tier standard or archive
 */
public record Snapshot(
        String id,
        Integer count,
        String volume,
        Integer sizeGiB,
        String state,
        Boolean encrypted,
        Optional<String> key,
        String description,
        Map<String, String> tags,
        Instant started,
        @JsonProperty("public") Boolean isPublic,
        List<String> sharedWith,
        String tier)
        implements Numbered<Snapshot> {

    public Snapshot {
        id = Defaults.required(id, "snapshot id");
        count = Numbered.checked(count, id, "snapshot id");
        volume = Defaults.or(volume, "vol-ffffffff");
        sizeGiB = Defaults.or(sizeGiB, 8);
        state = Defaults.or(state, "completed");
        key = Defaults.or(key, Optional.empty());
        encrypted = Defaults.or(encrypted, key.isPresent());
        description = Defaults.or(description, "");
        tags = Defaults.map(tags);
        started = Defaults.or(started, Defaults.CREATED);
        isPublic = Defaults.or(isPublic, false);
        sharedWith = Defaults.list(sharedWith);
        tier = Defaults.oneOf(Defaults.or(tier, "standard"), "tier", "standard", "archive");
        if (isPublic && encrypted) {
            throw new IllegalArgumentException(
                    "snapshot '" + id + "' is encrypted and public; AWS never shares an encrypted snapshot publicly");
        }
    }

    @Override
    public Snapshot copy(int n) {
        return new Snapshot(
                Numbered.number(id, n),
                1,
                Numbered.number(volume, n),
                sizeGiB,
                state,
                encrypted,
                key,
                description,
                tags,
                started,
                isPublic,
                sharedWith,
                tier);
    }
}
