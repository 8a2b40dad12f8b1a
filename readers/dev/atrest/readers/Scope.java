package dev.atrest.readers;

import dev.atrest.model.ResourceType;
import java.util.Set;

/**
 * What an assessment looks at.
 *
 * @param accountIds accounts to look at; empty for all that are discovered
 * @param regions regions to look at; empty for all that are enabled
 * @param types resource types to look at
 * @param snapshotSharing whether to ask for each snapshot with which accounts it is shared (one call a snapshot)
 * @param encryptionContexts whether to search CloudTrail's events for sensitive encryption contexts (two calls a second)
 * @param contextDays how many days of events are searched; CloudTrail keeps 90
 * @param accountFilter which accounts of the organisation are looked at, where none is named
 */
public record Scope(
        Set<String> accountIds,
        Set<String> regions,
        Set<ResourceType> types,
        boolean snapshotSharing,
        boolean encryptionContexts,
        int contextDays,
        AccountFilter accountFilter) {

    /** Of all accounts. */
    public Scope(
            Set<String> accountIds,
            Set<String> regions,
            Set<ResourceType> types,
            boolean snapshotSharing,
            boolean encryptionContexts,
            int contextDays) {
        this(accountIds, regions, types, snapshotSharing, encryptionContexts, contextDays, AccountFilter.ALL);
    }

    /** Without a search for sensitive encryption contexts. */
    public Scope(Set<String> accountIds, Set<String> regions, Set<ResourceType> types, boolean snapshotSharing) {
        this(accountIds, regions, types, snapshotSharing, false, 1);
    }

    /** The same, with a search for sensitive encryption contexts. */
    public Scope withEncryptionContexts() {
        return new Scope(accountIds, regions, types, snapshotSharing, true, contextDays, accountFilter);
    }

    /** The same, searching so many days of events. */
    public Scope withContextDays(int days) {
        return new Scope(accountIds, regions, types, snapshotSharing, encryptionContexts, days, accountFilter);
    }

    /** The same, looking at those accounts only. */
    public Scope withAccountFilter(AccountFilter filter) {
        return new Scope(accountIds, regions, types, snapshotSharing, encryptionContexts, contextDays, filter);
    }

    /** The same, looking at other regions. */
    Scope inRegions(Set<String> others) {
        return new Scope(accountIds, others, types, snapshotSharing, encryptionContexts, contextDays, accountFilter);
    }
}
