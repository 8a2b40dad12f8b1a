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
 */
public record Scope(Set<String> accountIds, Set<String> regions, Set<ResourceType> types, boolean snapshotSharing) {}
