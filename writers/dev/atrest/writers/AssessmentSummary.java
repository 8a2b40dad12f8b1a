package dev.atrest.writers;

import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * The figures and circumstances of an assessment.
 *
 * @param id names the assessment and its output folder, e.g. {@code 20261123T125500Z}
 * @param finishedAt when the evaluation ended
 * @param scope the scope in words, e.g. {@code all accounts of organisation o-abc, all enabled regions}
 * @param caller the principal that made the AWS calls, as ARN
 * @param version version of atrest
 * @param rulesDigest SHA-256 over the rule files and settings, in hexadecimal
 * @param accountsScanned accounts of which at least one listing was read
 * @param accountsTotal accounts of the scope
 * @param resources resources by type; a type without resources has no entry
 * @param findings findings by status and severity; absent combinations are zero
 * @param coverage coverage rows by status
 */
public record AssessmentSummary(
        String id,
        Instant startedAt,
        Instant finishedAt,
        String scope,
        String caller,
        String version,
        String rulesDigest,
        int accountsScanned,
        int accountsTotal,
        Map<ResourceType, Long> resources,
        Map<FindingStatus, Map<Severity, Long>> findings,
        Map<Coverage.Status, Long> coverage) {

    public long findings(FindingStatus status) {
        return findings.getOrDefault(status, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    public long findings(FindingStatus status, Severity severity) {
        return findings.getOrDefault(status, Map.of()).getOrDefault(severity, 0L);
    }

    /** Nothing in the scope could be tested. */
    public boolean testedNothing() {
        return Arrays.stream(FindingStatus.values()).allMatch(status -> findings(status) == 0);
    }

    public long totalResources() {
        return resources.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Coverage rows that something in scope is missing from. */
    public long coverageGaps() {
        return coverage.entrySet().stream()
                .filter(entry -> entry.getKey().gap())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
