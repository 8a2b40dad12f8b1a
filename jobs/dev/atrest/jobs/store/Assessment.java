package dev.atrest.jobs.store;

import java.time.Instant;
import java.util.Optional;

/**
 * One run as the database knows it.
 *
 * @param id names the run and its output folder
 * @param evaluatedAt when the evaluation ended; empty while it has not
 * @param finishedAt when the reports were written; empty while the run can be resumed
 * @param scopeDigest the same for two assessments that look at the same things in the same way
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
        String rulesDigest) {}
