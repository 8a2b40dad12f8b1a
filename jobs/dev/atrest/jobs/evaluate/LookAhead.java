package dev.atrest.jobs.evaluate;

import dev.atrest.evaluators.Evaluation;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.model.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The resources that the rules on the slices at hand look up, such as the volumes of snapshots: read once a slice, where the
 * rules would ask for one after the other. Safe for use by many threads.
 */
final class LookAhead {

    private final InventoryStore store;
    private final String assessmentId;
    private final Map<String, Optional<Resource>> read = new ConcurrentHashMap<>();

    LookAhead(InventoryStore store, String assessmentId) {
        this.store = store;
        this.assessmentId = assessmentId;
    }

    /** The resource with this ARN; empty when the inventory has none. */
    Optional<Resource> find(String arn) {
        Optional<Resource> ahead = read.get(arn);
        return ahead != null ? ahead : store.find(assessmentId, arn);
    }

    /** Reads what the rules on these resources look up, until it is closed. */
    Held hold(List<Resource> slice) {
        List<String> arns = slice.stream()
                .map(Evaluation::lookedUpFor)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        Map<String, Resource> found =
                store.find(assessmentId, arns).stream().collect(Collectors.toMap(Resource::arn, resource -> resource));
        arns.forEach(arn -> read.put(arn, Optional.ofNullable(found.get(arn))));
        return new Held(arns);
    }

    final class Held implements AutoCloseable {

        private final List<String> arns;

        private Held(List<String> arns) {
            this.arns = arns;
        }

        /** Another slice that holds the same resource reads it again. */
        @Override
        public void close() {
            arns.forEach(read::remove);
        }
    }
}
