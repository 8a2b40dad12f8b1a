package dev.atrest.readers;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether one service of one region answers at all. Once several attempts in a row had no answer only one at a time tries it, so
 * that what hangs takes no turns from what answers; once it has been silent for as long as one call would wait, its calls fail at
 * once, and one tries it now and then. Any answer, also one that refuses, ends the silence.
 */
final class Hearing {

    /** A single one without an answer may have been lost on the way. */
    private static final int SILENT = 3;

    private final LongSupplier nanos;
    private final long givenUpAfter;
    private final MissingHosts missingHosts;
    private int unanswered;
    private long silentSince;
    private long lastTried;
    private boolean trying;

    /** @param givenUpAfter how long it may be silent before its calls fail at once, and how seldom it is tried after that */
    Hearing(LongSupplier nanos, Duration givenUpAfter) {
        this.nanos = nanos;
        this.givenUpAfter = givenUpAfter.toNanos();
        this.missingHosts = new MissingHosts(nanos);
    }

    /** Hosts of the service there that cannot be asked at all. */
    MissingHosts missingHosts() {
        return missingHosts;
    }

    /** @param alone whether no other may be under way while the service is silent */
    record Attempt(long began, boolean alone) {}

    /** Waits for the turn of an attempt where the service is silent. Each that begins must {@linkplain #end end}. */
    synchronized Attempt begin() throws InterruptedException {
        while (unanswered >= SILENT) {
            long now = nanos.getAsLong();
            boolean givenUp = now - silentSince >= givenUpAfter;
            if (!trying && (!givenUp || now - lastTried >= givenUpAfter)) {
                trying = true;
                return new Attempt(now, true);
            }
            if (givenUp) {
                throw NotAnswering.because("nothing was answered there for "
                        + Duration.ofNanos(givenUpAfter).toSeconds() + " s and more, so it is asked only now and then");
            }
            wait();
        }
        return new Attempt(nanos.getAsLong(), false);
    }

    /** @param answered whether anything came back, and be it that the connection was refused */
    synchronized void end(Attempt attempt, boolean answered) {
        if (answered) {
            unanswered = 0;
        } else if (unanswered++ == 0) {
            silentSince = attempt.began();
        }
        lastTried = nanos.getAsLong();
        if (attempt.alone()) {
            trying = false;
        }
        notifyAll();
    }
}
