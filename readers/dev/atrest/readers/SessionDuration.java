package dev.atrest.readers;

import java.time.Duration;

/** How long the credentials of a role session may hold, as STS allows it. */
public final class SessionDuration {

    /** For messages. */
    public static final String ALLOWED = "900 to 43200 seconds, and no more than the role's own limit";

    private static final long SHORTEST = 900;
    private static final long LONGEST = 43_200;

    private SessionDuration() {}

    /** @throws IllegalArgumentException when STS would refuse it */
    public static Duration ofSeconds(long seconds) {
        if (seconds < SHORTEST || seconds > LONGEST) {
            throw new IllegalArgumentException(seconds + " seconds; allowed are " + ALLOWED);
        }
        return Duration.ofSeconds(seconds);
    }
}
