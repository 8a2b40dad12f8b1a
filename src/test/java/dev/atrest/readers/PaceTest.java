package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long LATENCY = Duration.ofMillis(40).toNanos();
    private static final int CALLERS = 20;

    private long now = SECOND;
    private final Pace pace = new Pace(() -> now);
    private int attempts;
    private int answered;

    @Test
    void withoutThrottlingNobodyWaits() {
        callFor(30, at -> true);
        assertThat(answered).isBetween(CALLERS * 29 * 25, CALLERS * 30 * 25 + CALLERS);
    }

    @Test
    void atATrueBoundItIsReachedAndAThirdIsThrottledAtMost() {
        var bound = new Bound(100);
        callFor(10, bound); // to get used to it
        attempts = answered = 0;
        callFor(60, bound);
        assertThat(answered).isGreaterThan(95 * 60);
        assertThat(attempts).isLessThan(155 * 60);
    }

    @Test
    void aFifthThrottledAtAnyPaceSlowsNobodyDown() {
        var random = new Random(7);
        callFor(60, at -> random.nextInt(5) > 0);
        assertThat(attempts).isGreaterThan((int) (0.95 * 60 * CALLERS * 25));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 50, 60})
    void whatThrottlesALargeShareAtAnyPaceIsAskedAlmostAsOften(int percent) {
        var random = new Random(percent);
        callFor(120, at -> random.nextInt(100) >= percent);
        assertThat(attempts).isGreaterThan((int) (0.7 * 120 * CALLERS * 25));
    }

    @Test
    void aBoundThatFallsToATenthIsFoundInSeconds() {
        callFor(30, new Bound(200));
        attempts = answered = 0;
        callFor(30, new Bound(20));
        assertThat(answered).isGreaterThan(19 * 30);
        assertThat(attempts).isLessThan(60 * 30);
    }

    @Test
    void evenIfAllIsThrottledItIsAskedAgain() {
        callFor(60, at -> false);
        assertThat(attempts).isGreaterThan(60 * 4);
    }

    @Test
    void whenAwsAnswersMoreItIsNoticedInSeconds() {
        callFor(20, new Bound(10));
        answered = 0;
        callFor(20, at -> true);
        assertThat(answered).isGreaterThan(CALLERS * 25 * 12);
    }

    /** So many callers, each of which calls, waits for its answer and calls again; time passes as they wait. */
    private void callFor(int seconds, LongPredicate service) {
        long end = now + seconds * SECOND;
        var wakings = new PriorityQueue<Long>();
        for (int i = 0; i < CALLERS; i++) {
            wakings.add(now + pace.turn().toNanos());
        }
        while (wakings.peek() < end) {
            now = Math.max(now, wakings.poll());
            attempts++;
            if (service.test(now)) {
                pace.answered();
                answered++;
            } else {
                pace.throttled();
            }
            wakings.add(now + LATENCY + pace.turn().toNanos());
        }
        now = end;
    }

    /** Answers so many calls a second, from a bucket of as many that is refilled steadily, as EC2 does. */
    private static final class Bound implements LongPredicate {

        private final double perSecond;
        private double tokens;
        private long last;

        Bound(double perSecond) {
            this.perSecond = perSecond;
        }

        @Override
        public boolean test(long at) {
            tokens = Math.min(perSecond, tokens + (at - last) * perSecond / SECOND);
            last = at;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }
}
