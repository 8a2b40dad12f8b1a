package dev.atrest.readers;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast one client may call. There is no bound until AWS throttles; then it is a little more than what AWS answered lately, so
 * that it is noticed when AWS answers more. Where going slower has not made the throttled share of the calls smaller, the pace was
 * not the cause, and goes back to what it was: what throttles half of the calls at any pace would else bring it to a standstill.
 */
final class Pace {

    private static final long WINDOW = Duration.ofSeconds(1).toNanos();

    /** What is asked over what was answered: at a true bound a third of the calls is throttled. */
    private static final double MORE = 1.5;

    private static final double LEAST_PER_SECOND = 5;

    /** More than the third that is throttled at a true bound. */
    private static final double MORE_THAN_A_BOUND = 0.36;

    /** By so much the share must fall for the slower pace to have been of use. */
    private static final double OF_USE = 0.1;

    /** Whoever throttles almost everything is left in peace. */
    private static final double ALMOST_EVERYTHING = 0.9;

    /** More than one client ever makes; from here on there is no bound. */
    private static final double UNBOUNDED_PER_SECOND = 10_000;

    private final LongSupplier nanos;
    private long windowBegan;
    private int answered;
    private int throttled;
    private double perSecond = Double.POSITIVE_INFINITY;
    private double fasterPerSecond = perSecond;
    private double shareWhenFaster = ALMOST_EVERYTHING;
    private long nextTurn;

    Pace(LongSupplier nanos) {
        this.nanos = nanos;
        this.windowBegan = nanos.getAsLong();
        this.nextTurn = windowBegan;
    }

    /** How long a call that wants to begin now is to wait. Each call has a turn of its own. */
    synchronized Duration turn() {
        long now = nanos.getAsLong();
        adapt(now);
        if (perSecond == Double.POSITIVE_INFINITY) {
            nextTurn = now;
            return Duration.ZERO;
        }
        long turn = nextTurn - now < 0 ? now : nextTurn;
        nextTurn = turn + (long) (Duration.ofSeconds(1).toNanos() / perSecond);
        return Duration.ofNanos(turn - now);
    }

    /** AWS took a call, however it answered it. */
    synchronized void answered() {
        answered++;
    }

    synchronized void throttled() {
        throttled++;
    }

    private void adapt(long now) {
        long passed = now - windowBegan;
        if (passed < WINDOW) {
            return;
        }
        if (throttled > 0) {
            slowDown(answered * (double) Duration.ofSeconds(1).toNanos() / passed);
        } else {
            perSecond = perSecond * 2 < UNBOUNDED_PER_SECOND ? perSecond * 2 : Double.POSITIVE_INFINITY;
        }
        answered = 0;
        throttled = 0;
        windowBegan = now;
    }

    private void slowDown(double answeredPerSecond) {
        double share = throttled / (double) (answered + throttled);
        boolean inVain = perSecond < fasterPerSecond
                && share > Math.max(MORE_THAN_A_BOUND, shareWhenFaster - OF_USE)
                && share < ALMOST_EVERYTHING;
        double slower = inVain ? fasterPerSecond : Math.max(LEAST_PER_SECOND, MORE * answeredPerSecond);
        fasterPerSecond = perSecond;
        shareWhenFaster = share;
        perSecond = slower;
    }
}
