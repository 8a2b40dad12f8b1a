package dev.atrest.evaluators;

import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Resource;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Counts anew, from findings as they were stored, how many failures each waiver of a catalogue covers. */
public final class WaiverCount {

    private final Waivers waivers;
    private final Map<String, Long> failures = new TreeMap<>();

    /** @param time when the findings were made: the day of this moment in UTC counts */
    public WaiverCount(RuleCatalog catalog, Instant time) {
        this.waivers = new Waivers(catalog, time);
    }

    /** Whether a waiver may cover the finding, by its status and rule: only such need be {@link #add added}. */
    public boolean concerns(Finding finding) {
        return (finding.status() == FindingStatus.FAIL || finding.status() == FindingStatus.WAIVED)
                && waivers.name(finding.ruleId());
    }

    /** @param resource the finding's */
    public void add(Finding finding, Resource resource) {
        waivers.cover(finding.ruleId(), resource).waivers().forEach(id -> failures.merge(id, 1L, Long::sum));
    }

    /** Failures by waiver id; a waiver that covers none has no entry. */
    public Map<String, Long> failures() {
        return failures;
    }
}
