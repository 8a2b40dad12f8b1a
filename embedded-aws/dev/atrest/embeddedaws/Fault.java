package dev.atrest.embeddedaws;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with the calls it matches. Texts may hold {@code *} for anything.
 *
 * @param fault what happens
 * @param account account that is called
 * @param region region that is called
 * @param action {@code service:Operation} as {@link Calls} counts it, e.g. {@code kms:GetKeyPolicy}
 * @param resource matches when any text of the request is like it: a bucket name, a key id, a snapshot id
 * @param probability how many of the matching calls are hit, 0 to 1
 * @param every hits each so-manieth matching call; 1 for each
 * @param after lets so many matching calls through first
 * @param times stops after so many hits; 0 for never
 * @param millis how long a {@link Kind#DELAY} takes
 * @param html answers {@link Kind#FAIL} with an HTML page instead of the service's error
 */
public record Fault(
        Kind fault,
        String account,
        String region,
        String action,
        String resource,
        Double probability,
        Integer every,
        Integer after,
        Integer times,
        Integer millis,
        Boolean html) {

    /** What happens to the call. */
    public enum Kind {
        /** Refused with the service's own code. */
        DENY,
        /** Throttled with the service's own code. */
        THROTTLE,
        /** Answered later. */
        DELAY,
        /** Status 500. */
        FAIL,
        /** The connection breaks off without an answer. */
        RESET,
        /** The credentials have expired. */
        EXPIRE
    }

    public Fault {
        if (fault == null) {
            throw new IllegalArgumentException("a fault must say which: deny, throttle, delay, fail, reset, expire");
        }
        account = or(account, "*");
        region = or(region, "*");
        action = or(action, "*");
        resource = or(resource, "*");
        probability = or(probability, 1.0);
        every = or(every, 1);
        after = or(after, 0);
        times = or(times, 0);
        millis = or(millis, 0);
        html = or(html, false);
        if (probability < 0 || probability > 1) {
            throw new IllegalArgumentException("probability is " + probability + "; allowed: 0 to 1");
        }
        if (every < 1 || after < 0 || times < 0 || millis < 0) {
            throw new IllegalArgumentException("every must be 1 or more; after, times and millis 0 or more");
        }
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static Fault of(Kind kind, String action) {
        return new Fault(kind, null, null, action, null, null, null, null, null, null, null);
    }

    /** Refuses calls. */
    public static Fault deny(String action) {
        return of(Kind.DENY, action);
    }

    /** Throttles calls. */
    public static Fault throttle(String action) {
        return of(Kind.THROTTLE, action);
    }

    /** Answers calls later. */
    public static Fault delay(String action, Duration delay) {
        return new Fault(
                Kind.DELAY, null, null, action, null, null, null, null, null, Math.toIntExact(delay.toMillis()), null);
    }

    /** Answers calls with status 500 in the service's own style. */
    public static Fault fail(String action) {
        return of(Kind.FAIL, action);
    }

    /** Answers calls with status 500 and an HTML page. */
    public static Fault failWithHtml(String action) {
        return new Fault(Kind.FAIL, null, null, action, null, null, null, null, null, null, true);
    }

    /** Breaks the connection off. */
    public static Fault reset(String action) {
        return of(Kind.RESET, action);
    }

    /** Answers that the credentials have expired. */
    public static Fault expire(String action) {
        return of(Kind.EXPIRE, action);
    }

    public Fault account(String account) {
        return new Fault(fault, account, region, action, resource, probability, every, after, times, millis, html);
    }

    public Fault region(String region) {
        return new Fault(fault, account, region, action, resource, probability, every, after, times, millis, html);
    }

    public Fault resource(String resource) {
        return new Fault(fault, account, region, action, resource, probability, every, after, times, millis, html);
    }

    public Fault probability(double probability) {
        return new Fault(fault, account, region, action, resource, probability, every, after, times, millis, html);
    }

    public Fault every(int every) {
        return new Fault(fault, account, region, action, resource, probability, every, after, times, millis, html);
    }

    public Fault after(int after) {
        return new Fault(fault, account, region, action, resource, probability, every, after, times, millis, html);
    }

    public Fault times(int times) {
        return new Fault(fault, account, region, action, resource, probability, every, after, times, millis, html);
    }
}
