package dev.atrest.jobs.scan;

import dev.atrest.jobs.StopRequest;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.ListingState;
import dev.atrest.jobs.store.UnreadTally;
import dev.atrest.model.Coverage;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Resource;
import dev.atrest.model.Unread;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Writes what pages say, and how far their listings have come, in one transaction. */
final class InventoryWriter implements ItemWriter<Scanned> {

    private final InventoryStore inventory;
    private final String assessmentId;
    private final StopRequest stop;

    InventoryWriter(InventoryStore inventory, String assessmentId, StopRequest stop) {
        this.inventory = inventory;
        this.assessmentId = assessmentId;
        this.stop = stop;
    }

    @Override
    public void write(Chunk<? extends Scanned> chunk) {
        stop.throwIfMade();
        for (Scanned scanned : chunk) {
            ListingState before = inventory
                    .listing(
                            assessmentId,
                            scanned.listing().accountId(),
                            scanned.listing().region(),
                            scanned.listing().type())
                    .orElseGet(() -> untouched(scanned));
            if (scanned.again()) {
                inventory.forget(assessmentId, before.coverage());
                before = untouched(scanned);
            }
            inventory.save(assessmentId, scanned.resources());
            inventory.save(assessmentId, after(before, scanned));
        }
    }

    private static ListingState untouched(Scanned scanned) {
        var coverage = new Coverage(
                scanned.listing().accountId(),
                scanned.listing().region(),
                scanned.listing().type(),
                Coverage.Status.PENDING,
                0,
                0,
                Optional.empty());
        return new ListingState(coverage, Optional.empty(), UnreadTally.NONE);
    }

    private static ListingState after(ListingState before, Scanned scanned) {
        UnreadTally unread = before.unread().plus(unread(scanned));
        var coverage = new Coverage(
                before.coverage().accountId(),
                before.coverage().region(),
                before.coverage().type(),
                status(scanned, unread.facts()),
                before.coverage().resources() + scanned.resources().size(),
                unread.facts(),
                scanned.refusal().map(Scanned.Refusal::gap).or(unread::gap));
        return new ListingState(coverage, scanned.nextToken(), unread);
    }

    private static Coverage.Status status(Scanned scanned, long unread) {
        if (scanned.refusal().isPresent()) {
            return scanned.refusal().get().status();
        }
        if (scanned.nextToken().isPresent()) {
            return Coverage.Status.PENDING;
        }
        return unread > 0 ? Coverage.Status.PARTIAL : Coverage.Status.COMPLETE;
    }

    /** What AWS was not asked for is no gap. */
    private static Stream<Unread> unread(Scanned scanned) {
        return scanned.resources().stream()
                .map(Resource::facts)
                .flatMap(FactSheet::allUnread)
                .filter(Unread::wasAsked);
    }
}
