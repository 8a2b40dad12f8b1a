package dev.atrest.jobs.store;

import java.time.Instant;
import java.util.Optional;

/**
 * One run as the database knows it.
 *
 * @param id names the run and its output folder
 * @param evaluatedAt when the evaluation ended; empty while it has not
 * @param finishedAt when the reports were written; empty while the run can be resumed
 * @param scopeDigest the same for two assessments that look at the same things in the same way;
 *     {@link #IMPORTED} for one that another machine made
 * @param scope the scope in words
 * @param caller ARN of the principal that made the AWS calls
 * @param version version of atrest
 * @param rulesDigest SHA-256 over the rules, frameworks, settings and waivers that were given, hexadecimal
 */
public record Assessment(
        String id,
        Instant startedAt,
        Optional<Instant> evaluatedAt,
        Optional<Instant> finishedAt,
        String scopeDigest,
        String scope,
        String caller,
        String version,
        String rulesDigest) {

    /** Stands where an assessment of this machine has the digest of its request, and is no digest. */
    public static final String IMPORTED = "imported";

    /** Another machine made it, maybe for another organisation: here it is part of no history, chain or night. */
    public boolean imported() {
        return scopeDigest.equals(IMPORTED);
    }
}
