package dev.atrest.readers;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * How long AWS is waited for, and how often it is asked.
 *
 * @param silence how long an endpoint may send nothing
 * @param attempt how long an attempt may take from when its turn has come
 * @param call how long a call may take with all its attempts, their waiting for a turn, and the pauses that throttling asks for
 * @param attempts most attempts of a call, the first included; more where AWS throttles or an answer gets lost: {@link Setback}
 * @param pause between attempts; empty for pauses that grow, and a pace that adapts to how AWS throttles each client
 */
public record Patience(Duration silence, Duration attempt, Duration call, int attempts, Optional<Duration> pause) {

    /** What AWS itself deserves. */
    public static final Patience OF_AWS =
            new Patience(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10), 6, Optional.empty());

    /** For one client: what AWS throttles there is no reason to wait elsewhere. */
    RetryStrategy retries() {
        return new PacedRetries(this);
    }
}
