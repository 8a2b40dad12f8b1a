package dev.atrest.jobs.seal;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.evaluators.WaiverCount;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.model.Finding;
import dev.atrest.model.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** How many failures each waiver covers, told by the findings and not by what was noted while they were made. */
@Component
class CountedWaivers {

    private static final int BATCH = 500;

    private final FindingStore findings;
    private final InventoryStore inventory;

    CountedWaivers(FindingStore findings, InventoryStore inventory) {
        this.findings = findings;
        this.inventory = inventory;
    }

    /**
     * Failures by waiver id; a waiver that covers none has no entry.
     *
     * @param catalog with the waivers as they were then
     */
    Map<String, Long> count(Assessment assessment, RuleCatalog catalog) {
        var count = new WaiverCount(catalog, assessment.startedAt());
        if (catalog.waivers().isEmpty()) {
            return count.failures();
        }
        var batch = new ArrayList<Finding>();
        try (Stream<Finding> all = findings.all(assessment.id())) {
            for (Finding finding : (Iterable<Finding>) all::iterator) {
                if (count.concerns(finding)) {
                    batch.add(finding);
                }
                if (batch.size() == BATCH) {
                    add(batch, assessment.id(), count);
                }
            }
        }
        add(batch, assessment.id(), count);
        return count.failures();
    }

    /** With the resources, whose tags waivers may name. */
    private void add(List<Finding> batch, String assessmentId, WaiverCount count) {
        Map<String, Resource> resources =
                inventory
                        .find(
                                assessmentId,
                                batch.stream()
                                        .map(Finding::resourceArn)
                                        .distinct()
                                        .toList())
                        .stream()
                        .collect(Collectors.toMap(Resource::arn, Function.identity()));
        for (Finding finding : batch) {
            Resource resource = resources.get(finding.resourceArn());
            if (resource != null) {
                count.add(finding, resource);
            }
        }
        batch.clear();
    }
}
