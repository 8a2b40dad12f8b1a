package dev.atrest.jobs.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A file of items for a ticketing system.
 *
 * @param id counts up
 * @param target name of the mapping
 * @param complete whether it held all that the target had not acknowledged
 * @param items how many rows it has
 */
public record TicketExport(
        long id, String target, Instant at, boolean complete, long items, Optional<Instant> acknowledgedAt) {

    /** Whether nobody has said yet that the target has it. */
    public boolean waits() {
        return acknowledgedAt.isEmpty();
    }
}
