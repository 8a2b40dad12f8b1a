package dev.atrest.jobs.evaluate;

import dev.atrest.evaluators.Evaluation;
import dev.atrest.jobs.store.FindingSlice;
import dev.atrest.jobs.store.Judged;
import dev.atrest.jobs.store.StoredResource;
import dev.atrest.model.Resource;
import java.util.List;
import java.util.function.Function;

/**
 * Resources that follow each other by ARN.
 *
 * @param number slices are counted from 0
 * @param resources at least one
 */
record InventorySlice(int number, List<StoredResource> resources) {

    FindingSlice judged(Evaluation evaluation, LookAhead lookAhead) {
        return with(
                lookAhead,
                parsed -> FindingSlice.of(
                        number,
                        parsed.stream()
                                .map(resource -> judged(resource, evaluation))
                                .toList()));
    }

    List<Resource> parsed() {
        return resources.stream().map(StoredResource::parsed).toList();
    }

    /** Does something with the resources while what their rules look up is at hand. */
    <T> T with(LookAhead lookAhead, Function<List<Resource>, T> work) {
        List<Resource> parsed = parsed();
        try (var _ = lookAhead.hold(parsed)) {
            return work.apply(parsed);
        }
    }

    static Judged judged(Resource resource, Evaluation evaluation) {
        var judgement = evaluation.judge(resource);
        return new Judged(resource, judgement.findings(), judgement.waivers());
    }
}
