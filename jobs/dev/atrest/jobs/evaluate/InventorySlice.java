package dev.atrest.jobs.evaluate;

import dev.atrest.evaluators.Evaluation;
import dev.atrest.jobs.store.FindingSlice;
import dev.atrest.jobs.store.Judged;
import dev.atrest.jobs.store.StoredResource;
import java.util.List;

/**
 * Resources that follow each other by ARN.
 *
 * @param number slices are counted from 0
 * @param resources at least one
 */
record InventorySlice(int number, List<StoredResource> resources) {

    FindingSlice judged(Evaluation evaluation) {
        return FindingSlice.of(
                number,
                resources.stream()
                        .map(StoredResource::parsed)
                        .map(resource -> new Judged(resource, evaluation.evaluate(resource)))
                        .toList());
    }
}
