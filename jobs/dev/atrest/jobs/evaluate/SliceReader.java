package dev.atrest.jobs.evaluate;

import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.StoredResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the inventory in slices by ARN. */
final class SliceReader {

    private final InventoryStore inventory;
    private final String assessmentId;
    private final int size;
    private FindingStore.Checkpoint next;

    /** From the first slice on. */
    SliceReader(InventoryStore inventory, String assessmentId, int size) {
        this(inventory, assessmentId, size, FindingStore.Checkpoint.START);
    }

    /** From one slice on. */
    SliceReader(InventoryStore inventory, String assessmentId, int size, FindingStore.Checkpoint first) {
        this.inventory = inventory;
        this.assessmentId = assessmentId;
        this.size = size;
        this.next = first;
    }

    /** The next slice; null when there is none. */
    @Nullable
    InventorySlice read() {
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
