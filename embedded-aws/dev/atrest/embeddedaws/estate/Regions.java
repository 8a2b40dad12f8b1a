package dev.atrest.embeddedaws.estate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The regions that exist, all accounts alike.
 *
 * @param enabled usable regions
 * @param notOptedIn regions that exist but that nobody opted in to; every call there answers as AWS does for unknown
 *     credentials. Regions that stand nowhere answer, empty: AWS has no region without opt-in that can be switched off
 * @param denied enabled regions in which a service control policy denies member accounts everything but STS and
 *     Organizations; the management account is beyond such policies, as in AWS
 */
public record Regions(List<String> enabled, List<String> notOptedIn, Set<String> denied) {

    public Regions {
        enabled = Defaults.list(enabled);
        notOptedIn = Defaults.list(notOptedIn);
        denied = denied == null ? Set.of() : Set.copyOf(denied);
    }

    static Regions withDefaults(@Nullable Regions given, List<Account> accounts, Partition partition) {
        if (given != null && !given.enabled.isEmpty()) {
            return given;
        }
        Set<String> used = new LinkedHashSet<>();
        for (Account account : accounts) {
            used.addAll(account.regions().keySet());
            account.buckets().forEach(bucket -> bucket.region().ifPresent(used::add));
        }
        if (given != null) {
            used.addAll(given.denied);
        }
        if (used.isEmpty()) {
            used.add(partition.firstRegion());
        }
        return new Regions(
                List.copyOf(used),
                given == null ? List.of() : given.notOptedIn,
                given == null ? Set.of() : given.denied);
    }
}
