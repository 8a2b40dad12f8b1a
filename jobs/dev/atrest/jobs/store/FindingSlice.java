package dev.atrest.jobs.store;

import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was found on a slice of the inventory, in the form that is stored.
 *
 * @param number slices are counted from 0, in the order of ARNs
 * @param lastArn of the slice
 * @param resources how many it has
 * @param population deflated JSON, a resource a line
 * @param waived failures that waivers cover, by waiver id
 */
public record FindingSlice(
        int number,
        String lastArn,
        int resources,
        byte[] population,
        List<FindingBlock> blocks,
        Map<Counted, Long> counts,
        Map<String, Long> waived) {

    /** A resource with the status of every rule that applies to it, by rule id. */
    public record Result(
            String arn,
            ResourceType type,
            String accountId,
            String region,
            String name,
            Instant readAt,
            Map<String, FindingStatus> statuses) {}

    /**
     * What is alike in the findings that are counted together.
     *
     * @param dataProtectionClass empty where there is none
     */
    record Counted(
            String ruleId, String accountId, String dataProtectionClass, FindingStatus status, Severity severity) {

        /** A fixed order in which rows are written keeps two writers from waiting for each other. */
        static final Comparator<Counted> ORDER = Comparator.comparing(Counted::accountId)
                .thenComparing(Counted::ruleId)
                .thenComparing(Counted::dataProtectionClass)
                .thenComparing(Counted::status)
                .thenComparing(Counted::severity);

        static Counted of(Finding finding) {
            return new Counted(
                    finding.ruleId(),
                    finding.accountId(),
                    finding.dataProtectionClass().map(DataProtectionClass::name).orElse(""),
                    finding.status(),
                    finding.severity());
        }
    }

    /**
     * Makes a slice of resources that follow each other by ARN. Safe for use by many threads.
     *
     * @param judged at least one
     */
    public static FindingSlice of(int number, List<Judged> judged) {
        var counts = new HashMap<Counted, Long>();
        judged.forEach(one -> one.findings().forEach(finding -> counts.merge(Counted.of(finding), 1L, Long::sum)));
        var waived = new HashMap<String, Long>();
        judged.forEach(one -> one.waivers().forEach(waiver -> waived.merge(waiver, 1L, Long::sum)));
        return new FindingSlice(
                number,
                judged.getLast().resource().arn(),
                judged.size(),
                Json.deflated(judged.stream()
                        .map(FindingSlice::result)
                        .map(Json::line)
                        .toList()),
                FindingBlock.of(judged),
                Map.copyOf(counts),
                Map.copyOf(waived));
    }

    private static Result result(Judged judged) {
        var statuses = new TreeMap<String, FindingStatus>();
        judged.findings().forEach(finding -> statuses.put(finding.ruleId(), finding.status()));
        var resource = judged.resource();
        return new Result(
                resource.arn(),
                resource.type(),
                resource.accountId(),
                resource.region(),
                resource.name(),
                resource.readAt(),
                statuses);
    }
}
