package dev.atrest.jobs.seal;

import dev.atrest.writers.seal.Manifest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Digests of the findings that this process has reported, computed as they were written: so the seal need not read millions of
 * them once more. A run that goes on in another process has none, and its findings are read.
 */
@Component
public class ReportedFindings {

    private final Map<String, Manifest.Lines> digests = new ConcurrentHashMap<>();

    /** Notes the digest of all findings of an assessment. */
    public void note(String assessmentId, Manifest.Lines digest) {
        digests.put(assessmentId, digest);
    }

    Optional<Manifest.Lines> of(String assessmentId) {
        return Optional.ofNullable(digests.get(assessmentId));
    }
}
