package dev.atrest.model;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * The API calls that were made to look at something, with those of runs that were interrupted.
 *
 * @param made calls; a call that is tried again is still one
 * @param retries attempts after the first of each call
 * @param throttled attempts that AWS answered by asking for a slower pace
 * @param refusedByPolicy calls that a service control policy denied
 * @param first when the first call began; empty when none was made
 * @param last when the last call ended
 */
public record Calls(
        long made,
        long retries,
        long throttled,
        long refusedByPolicy,
        Optional<Instant> first,
        Optional<Instant> last) {

    public static final Calls NONE = new Calls(0, 0, 0, 0, Optional.empty(), Optional.empty());

    public Calls plus(Calls more) {
        return new Calls(
                made + more.made,
                retries + more.retries,
                throttled + more.throttled,
                refusedByPolicy + more.refusedByPolicy,
                either(first, more.first, (one, other) -> one.isBefore(other) ? one : other),
                either(last, more.last, (one, other) -> one.isAfter(other) ? one : other));
    }

    private static Optional<Instant> either(
            Optional<Instant> one, Optional<Instant> other, BinaryOperator<Instant> ofBoth) {
        if (one.isPresent() && other.isPresent()) {
            return Optional.of(ofBoth.apply(one.get(), other.get()));
        }
        return one.isPresent() ? one : other;
    }

    /** A service control policy denied all there were. */
    public boolean allRefusedByPolicy() {
        return made > 0 && made == refusedByPolicy;
    }
}
