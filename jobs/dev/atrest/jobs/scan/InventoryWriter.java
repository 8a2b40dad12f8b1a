package dev.atrest.jobs.scan;

import dev.atrest.jobs.StopRequest;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.ListingState;
import dev.atrest.jobs.store.UnreadTally;
import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Resource;
import dev.atrest.model.Unread;
import dev.atrest.readers.AccountReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Writes what pages say, and how far their listings have come, in one transaction. */
final class InventoryWriter implements ItemWriter<List<Scanned>> {

    private final InventoryStore inventory;
    private final String assessmentId;
    private final AccountReader reader;
    private final StopRequest stop;

    InventoryWriter(InventoryStore inventory, String assessmentId, AccountReader reader, StopRequest stop) {
        this.inventory = inventory;
        this.assessmentId = assessmentId;
        this.reader = reader;
        this.stop = stop;
    }

    @Override
    public void write(Chunk<? extends List<Scanned>> chunk) {
        stop.throwIfMade();
        chunk.getItems().stream().flatMap(List::stream).forEach(this::write);
        reader.takeCalls().forEach((listing, calls) -> {
            if (!inventory.addCalls(assessmentId, listing.accountId(), listing.region(), listing.type(), calls)) {
                // Its first page is not written yet.
                reader.giveBack(listing, calls);
            }
        });
    }

    private void write(Scanned scanned) {
        ListingState before = inventory
                .listing(
                        assessmentId,
                        scanned.listing().accountId(),
                        scanned.listing().region(),
                        scanned.listing().type())
                .orElseGet(() -> untouched(scanned, Calls.NONE));
        if (scanned.again()) {
            inventory.forget(assessmentId, before.coverage());
            before = untouched(scanned, before.coverage().calls());
        }
        inventory.save(assessmentId, scanned.resources());
        inventory.save(assessmentId, after(before, scanned));
    }

    /** @param calls those of what is forgotten were made all the same */
    private static ListingState untouched(Scanned scanned, Calls calls) {
        var coverage = new Coverage(
                scanned.listing().accountId(),
                scanned.listing().region(),
                scanned.listing().type(),
                Coverage.Status.PENDING,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                calls);
        return new ListingState(coverage, Optional.empty(), UnreadTally.NONE);
    }

    private ListingState after(ListingState before, Scanned scanned) {
        UnreadTally unread = before.unread().plus(unread(scanned));
        var coverage = new Coverage(
                before.coverage().accountId(),
                before.coverage().region(),
                before.coverage().type(),
                status(scanned, unread.facts()),
                before.coverage().resources() + scanned.resources().size(),
                unread.facts(),
                scanned.refusal()
                        .map(Scanned.Refusal::gap)
                        .or(() -> unread.gap().map(gap -> withRequest(gap, before.coverage(), scanned))),
                before.coverage().reason(),
                before.coverage().calls());
        return new ListingState(coverage, scanned.nextToken(), unread);
    }

    /** What was unread first names the request; an earlier run may have met it. */
    private Coverage.Gap withRequest(Coverage.Gap gap, Coverage before, Scanned scanned) {
        return before.error()
                .filter(met -> met.call().equals(gap.call())
                        && met.error().equals(gap.error())
                        && !met.requestId().isEmpty())
                .or(() -> reader.example(scanned.listing(), new Unread(gap.call(), gap.error())))
                .map(gap::ofRequest)
                .orElse(gap);
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
