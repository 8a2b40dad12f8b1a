package dev.atrest.jobs.evaluate;

import dev.atrest.evaluators.Evaluation;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.WorkAhead;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.FindingSlice;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.Judged;
import dev.atrest.jobs.store.WaiverUseStore;
import dev.atrest.model.Finding;
import dev.atrest.model.Resource;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Judges a stored inventory again, as of the assessment's start, without asking AWS: some slices at the same time, and given in
 * their order.
 */
@Component
public class Reevaluation {

    private static final int SLICE = 500;

    private final AssessmentStore assessments;
    private final InventoryStore inventory;
    private final FindingStore findings;
    private final WaiverUseStore waivers;

    Reevaluation(AssessmentStore assessments, InventoryStore inventory, FindingStore findings, WaiverUseStore waivers) {
        this.assessments = assessments;
        this.inventory = inventory;
        this.findings = findings;
        this.waivers = waivers;
    }

    /** The findings by resource ARN and rule id, made as they are asked for; the caller closes the stream. */
    public Stream<Finding> findings(String assessmentId, RuleCatalog catalog, Progress progress) {
        return slices(
                        assessmentId,
                        catalog,
                        (slice, evaluation) -> slice.stream()
                                .flatMap(resource -> evaluation.evaluate(resource).stream())
                                .toList(),
                        progress)
                .flatMap(List::stream);
    }

    /** Judges an inventory that has no findings yet, and stores what is found. */
    public void store(String assessmentId, RuleCatalog catalog, Progress progress) {
        waivers.note(assessmentId, catalog.waiversOn(EvaluateStep.startOf(assessmentId, assessments)));
        int[] number = {0};
        try (Stream<List<Judged>> slices = slices(
                assessmentId,
                catalog,
                (slice, evaluation) -> slice.stream()
                        .map(resource -> InventorySlice.judged(resource, evaluation))
                        .toList(),
                progress)) {
            slices.forEach(judged -> findings.insert(assessmentId, List.of(FindingSlice.of(number[0]++, judged))));
        }
    }

    private interface Work<T> {
        T done(List<Resource> slice, Evaluation evaluation);
    }

    private <T> Stream<T> slices(String assessmentId, RuleCatalog catalog, Work<T> work, Progress progress) {
        var lookAhead = new LookAhead(inventory, assessmentId);
        Evaluation evaluation = EvaluateStep.evaluation(assessmentId, catalog, assessments, inventory, lookAhead);
        progress.begin("Evaluating", inventory.count(assessmentId), "resources");
        var reader = new SliceReader(inventory, assessmentId, SLICE);
        return new WorkAhead<>(reader::read, slice -> {
                    T done = slice.with(lookAhead, parsed -> work.done(parsed, evaluation));
                    progress.advance(slice.resources().size());
                    return done;
                })
                .stream();
    }
}
