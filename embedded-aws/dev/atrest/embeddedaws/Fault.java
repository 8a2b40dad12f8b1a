package dev.atrest.embeddedaws;

import java.time.Duration;
import java.util.List;
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
 * @param millis how long a {@link Kind#DELAY} takes, how far the clock of {@link Kind#SKEW} is ahead
 * @param html answers {@link Kind#FAIL} with an HTML page instead of the service's error
 * @param items on each page of {@link Kind#PAGE_SIZE}
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
        Boolean html,
        Integer items) {

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
        EXPIRE,
        /** No answer ever comes. */
        HANG,
        /** The connection breaks off in the middle of the answer. */
        CUT,
        /** The endpoint's clock is {@code millis} ahead: calls signed five minutes off or more are refused. */
        SKEW,
        /** The page token of the request is no longer known; requests without one are not hit. */
        TOKEN_STALE,
        /** The answer to a page token is that token again. */
        TOKEN_REPEATED,
        /** The last page has an empty token, and not none. */
        TOKEN_BLANK,
        /** Pages of {@code items}, whatever was asked for. */
        PAGE_SIZE
    }

    public Fault {
        if (fault == null) {
            throw new IllegalArgumentException("a fault must say which of " + List.of(Kind.values()));
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
        items = or(items, 1);
        if (probability < 0 || probability > 1) {
            throw new IllegalArgumentException("probability is " + probability + "; allowed: 0 to 1");
        }
        if (items < 1) {
            throw new IllegalArgumentException("items is " + items + "; allowed: 1 or more");
        }
        if (every < 1 || after < 0 || times < 0 || millis < 0) {
            throw new IllegalArgumentException("every must be 1 or more; after, times and millis 0 or more");
        }
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static Fault of(Kind kind, String action) {
        return new Fault(kind, null, null, action, null, null, null, null, null, null, null, null);
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
                Kind.DELAY,
                null,
                null,
                action,
                null,
                null,
                null,
                null,
                null,
                Math.toIntExact(delay.toMillis()),
                null,
                null);
    }

    /** Answers calls with status 500 in the service's own style. */
    public static Fault fail(String action) {
        return of(Kind.FAIL, action);
    }

    /** Answers calls with status 500 and an HTML page. */
    public static Fault failWithHtml(String action) {
        return new Fault(Kind.FAIL, null, null, action, null, null, null, null, null, null, true, null);
    }

    /** Breaks the connection off. */
    public static Fault reset(String action) {
        return of(Kind.RESET, action);
    }

    /** Answers that the credentials have expired. */
    public static Fault expire(String action) {
        return of(Kind.EXPIRE, action);
    }

    /** Never answers calls. */
    public static Fault hang(String action) {
        return of(Kind.HANG, action);
    }

    /** Breaks the connection off in the middle of the answer. */
    public static Fault cut(String action) {
        return of(Kind.CUT, action);
    }

    /** Puts the endpoint's clock forward, for calls that are signed by another clock. */
    public static Fault skew(Duration ahead) {
        return new Fault(
                Kind.SKEW,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Math.toIntExact(ahead.toMillis()),
                null,
                null);
    }

    /** Forgets page tokens. */
    public static Fault staleToken(String action) {
        return of(Kind.TOKEN_STALE, action);
    }

    /** Answers a page token with itself. */
    public static Fault repeatedToken(String action) {
        return of(Kind.TOKEN_REPEATED, action);
    }

    /** Puts an empty token on last pages. */
    public static Fault blankToken(String action) {
        return of(Kind.TOKEN_BLANK, action);
    }

    /** Makes pages of so many items. */
    public static Fault pageSize(String action, int items) {
        return new Fault(Kind.PAGE_SIZE, null, null, action, null, null, null, null, null, null, null, items);
    }

    public Fault account(String account) {
        return new Fault(
                fault, account, region, action, resource, probability, every, after, times, millis, html, items);
    }

    public Fault region(String region) {
        return new Fault(
                fault, account, region, action, resource, probability, every, after, times, millis, html, items);
    }

    public Fault resource(String resource) {
        return new Fault(
                fault, account, region, action, resource, probability, every, after, times, millis, html, items);
    }

    public Fault probability(double probability) {
        return new Fault(
                fault, account, region, action, resource, probability, every, after, times, millis, html, items);
    }

    public Fault every(int every) {
        return new Fault(
                fault, account, region, action, resource, probability, every, after, times, millis, html, items);
    }

    public Fault after(int after) {
        return new Fault(
                fault, account, region, action, resource, probability, every, after, times, millis, html, items);
    }

    public Fault times(int times) {
        return new Fault(
                fault, account, region, action, resource, probability, every, after, times, millis, html, items);
    }
}
