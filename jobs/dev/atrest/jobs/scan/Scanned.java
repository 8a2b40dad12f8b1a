package dev.atrest.jobs.scan;

import dev.atrest.model.Coverage;
import dev.atrest.model.Resource;
import dev.atrest.readers.Listing;
import dev.atrest.readers.ReadException;
import java.util.List;
import java.util.Optional;

/**
 * What one page, or one refused listing, adds to the inventory.
 *
 * @param again forget first what was read of the listing before
 * @param nextToken where the listing goes on; empty when it has ended
 * @param refusal how the listing is covered if it ended in an error
 */
record Scanned(
        Listing listing,
        boolean again,
        List<Resource> resources,
        Optional<String> nextToken,
        Optional<Refusal> refusal) {

    record Refusal(Coverage.Status status, Coverage.Gap gap) {}

    static Scanned refused(Listing listing, ReadException error) {
        return new Scanned(
                listing, false, List.of(), Optional.empty(), Optional.of(new Refusal(error.coverage(), error.gap())));
    }
}
