package dev.atrest.writers;

import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gaps of one account and region with the same reason: a region that AWS closes to everyone is one gap to read about, not
 * one a resource type. Messages of AWS that differ only in the name of the call are the same reason.
 */
public final class CoverageGap {

    private record Reason(
            Coverage.Status status, Optional<Coverage.Reason> reason, String error, String detailWithoutCall) {

        static Reason of(Coverage row) {
            if (row.reason().isPresent()) {
                // It says more than the words in which each service refuses.
                return new Reason(row.status(), row.reason(), "", "");
            }
            return new Reason(
                    row.status(),
                    Optional.empty(),
                    row.error().map(Coverage.Gap::error).orElse(""),
                    row.error().map(gap -> gap.detail().replace(gap.call(), "")).orElse(""));
        }
    }

    private final Coverage first;
    private final Map<ResourceType, Coverage> parts = new LinkedHashMap<>();

    private CoverageGap(Coverage first) {
        this.first = first;
    }

    /** Gathers gaps place by place, so that memory does not grow with their number. */
    public static void forEach(Stream<Coverage> gaps, Consumer<CoverageGap> action) {
        var place = new LinkedHashMap<Reason, CoverageGap>();
        for (Iterator<Coverage> rows = gaps.iterator(); rows.hasNext(); ) {
            Coverage row = rows.next();
            if (place.values().stream().anyMatch(gap -> !gap.isAt(row))) {
                place.values().forEach(action);
                place.clear();
            }
            place.computeIfAbsent(Reason.of(row), _ -> new CoverageGap(row))
                    .parts
                    .put(row.type(), row);
        }
        place.values().forEach(action);
    }

    private boolean isAt(Coverage row) {
        return first.accountId().equals(row.accountId()) && first.region().equals(row.region());
    }

    /** One of the parts, for what they have in common: account, region, status, error code. */
    public Coverage first() {
        return first;
    }

    public String types() {
        return parts.keySet().stream().map(ResourceType::label).collect(Collectors.joining(", "));
    }

    /** The calls that were refused or failed; empty when none is known. */
    public String calls() {
        return parts.values().stream()
                .flatMap(row -> row.error().stream())
                .map(Coverage.Gap::call)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** AWS's id of one of the requests that were refused or failed; empty when none is known. */
    public String requestIds() {
        return parts.values().stream()
                .flatMap(row -> row.error().stream())
                .map(Coverage.Gap::requestIds)
                .filter(ids -> !ids.isEmpty())
                .findFirst()
                .orElse("");
    }

    public long unreadFacts() {
        return parts.values().stream().mapToLong(Coverage::unreadFacts).sum();
    }
}
