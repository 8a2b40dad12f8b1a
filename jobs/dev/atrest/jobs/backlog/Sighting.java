package dev.atrest.jobs.backlog;

import dev.atrest.jobs.store.FindingSlice;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an assessment has to say of a rule on a resource.
 *
 * @param resource empty when the inventory has no such resource
 * @param status empty when there is no finding
 * @param finding asked for only where it matters
 * @param facts of the resource, asked for only where they matter
 */
record Sighting(
        boolean resource,
        Optional<FindingStatus> status,
        Supplier<Optional<Finding>> finding,
        Supplier<Optional<FactSheet>> facts) {

    /** Of a resource that is not there. */
    static final Sighting NOTHING = new Sighting(false, Optional.empty(), Optional::empty, Optional::empty);

    static Sighting of(
            Optional<FindingSlice.Result> result,
            String ruleId,
            Supplier<Optional<Finding>> finding,
            Supplier<Optional<FactSheet>> facts) {
        return result.map(there ->
                        new Sighting(true, Optional.ofNullable(there.statuses().get(ruleId)), finding, facts))
                .orElse(NOTHING);
    }
}
