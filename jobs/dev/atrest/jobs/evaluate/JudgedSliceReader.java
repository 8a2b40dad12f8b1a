package dev.atrest.jobs.evaluate;

import dev.atrest.evaluators.Evaluation;
import dev.atrest.jobs.WorkAhead;
import dev.atrest.jobs.store.FindingSlice;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Gives what was found on the slices of an inventory, in their order: while some are written, the next are judged. It goes on
 * after the last slice whose findings are stored: these are the checkpoint, which can be neither ahead of them nor behind.
 */
final class JudgedSliceReader implements ItemStreamReader<FindingSlice> {

    private final InventoryStore inventory;
    private final FindingStore findings;
    private final String assessmentId;
    private final int size;
    private final Evaluation evaluation;
    private final LookAhead lookAhead;
    private @Nullable WorkAhead<InventorySlice, FindingSlice> judged;

    JudgedSliceReader(
            InventoryStore inventory,
            FindingStore findings,
            String assessmentId,
            int size,
            Evaluation evaluation,
            LookAhead lookAhead) {
        this.inventory = inventory;
        this.findings = findings;
        this.assessmentId = assessmentId;
        this.size = size;
        this.evaluation = evaluation;
        this.lookAhead = lookAhead;
    }

    @Override
    public void open(ExecutionContext context) {
        var slices = new SliceReader(inventory, assessmentId, size, findings.checkpoint(assessmentId));
        judged = new WorkAhead<>(slices::read, slice -> slice.judged(evaluation, lookAhead));
    }

    @Override
    public @Nullable FindingSlice read() {
        return judged != null && judged.hasNext() ? judged.next() : null;
    }

    @Override
    public void close() {
        if (judged != null) {
            judged.close();
        }
    }
}
