package dev.atrest.jobs.evaluate;

import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.StoredResource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads the inventory in slices by ARN. It goes on after the last slice whose findings are stored: these are the
 * checkpoint, which can be neither ahead of them nor behind.
 */
final class SliceReader implements ItemStreamReader<InventorySlice> {

    private final InventoryStore inventory;
    private final FindingStore findings;
    private final String assessmentId;
    private final int size;
    private FindingStore.Checkpoint next = FindingStore.Checkpoint.START;

    SliceReader(InventoryStore inventory, FindingStore findings, String assessmentId, int size) {
        this.inventory = inventory;
        this.findings = findings;
        this.assessmentId = assessmentId;
        this.size = size;
    }

    @Override
    public void open(ExecutionContext context) {
        next = findings.checkpoint(assessmentId);
    }

    @Override
    public @Nullable InventorySlice read() {
        List<StoredResource> resources = inventory.after(assessmentId, next.lastArn(), size);
        if (resources.isEmpty()) {
            return null;
        }
        var slice = new InventorySlice(next.nextSlice(), resources);
        next = new FindingStore.Checkpoint(
                next.nextSlice() + 1, resources.getLast().arn());
        return slice;
    }
}
