package dev.atrest.readers;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Hosts of a service that nobody knows, such as validated endpoints of regions without them. A name that was looked up twice in
 * vain is looked up only once a minute from then on: every call would else wait for nothing.
 */
final class MissingHosts {

    /** Java answers from memory for 10 seconds, so that what fails sooner was not looked up twice. */
    private static final long TWICE = Duration.ofSeconds(10).toNanos();

    private static final long LOOKED_UP_AGAIN = Duration.ofMinutes(1).toNanos();

    /** When a name was looked up in vain, the first time in a row and the last. */
    private record Missed(long first, long last) {}

    private final LongSupplier nanos;
    private final Map<String, Missed> missed = new ConcurrentHashMap<>();

    MissingHosts(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether a call to the host would fail, so that it need not be made. */
    boolean isMissing(String host) {
        Missed before = missed.get(host);
        return before != null
                && before.last() - before.first() >= TWICE
                && nanos.getAsLong() - before.last() < LOOKED_UP_AGAIN;
    }

    void notFound(String host) {
        long now = nanos.getAsLong();
        missed.merge(host, new Missed(now, now), (before, _) -> new Missed(before.first(), now));
    }

    void found(String host) {
        missed.remove(host);
    }
}
