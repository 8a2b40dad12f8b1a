package dev.atrest.embeddedaws.estate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An account and all that is in it.
 *
 * @param id twelve digits; with {@code {n}} in it when {@code count} is given
 * @param count makes so many accounts of this entry; {@code {n}} in texts becomes the number (eight digits, from 0),
 *     {@code {account}} the account id
 * @param status ACTIVE, SUSPENDED, PENDING_CLOSURE or CLOSED
 * @param unit path of organisational unit names below the root, e.g. {@code Workloads/Prod}; empty for the root
 * @param assumable whether the role exists; AssumeRole is denied when not
 * @param role differs from {@link Estate#role()}
 * @param publicAccessBlock S3 Block Public Access of the account: not configured unless said otherwise, as in AWS
 * @param regions what is in each region
 */
public record Account(
        String id,
        Integer count,
        String name,
        String email,
        String status,
        String unit,
        Instant joined,
        Map<String, String> tags,
        Boolean assumable,
        Optional<Estate.Role> role,
        PublicAccessBlock publicAccessBlock,
        List<Bucket> buckets,
        Map<String, Region> regions) {

    public Account {
        id = Defaults.required(id, "account id");
        count = Numbered.checked(count, id, "account id");
        name = Defaults.or(name, "account-" + id);
        email = Defaults.or(email, "aws+" + id + "@example.com");
        status = Defaults.oneOf(
                Defaults.or(status, "ACTIVE"), "account status", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED");
        unit = Defaults.or(unit, "");
        joined = Defaults.or(joined, Defaults.CREATED);
        tags = Defaults.map(tags);
        assumable = Defaults.or(assumable, true);
        role = Defaults.or(role, Optional.empty());
        publicAccessBlock = Defaults.or(publicAccessBlock, PublicAccessBlock.NOT_CONFIGURED);
        buckets = Defaults.list(buckets);
        regions = Defaults.map(regions);
    }

    /** What is in a region; an empty one when the account uses it not. */
    public Region region(String name) {
        return regions.getOrDefault(name, Region.EMPTY);
    }
}
