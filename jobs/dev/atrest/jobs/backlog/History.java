package dev.atrest.jobs.backlog;

import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.BacklogPlace;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.ItemKey;
import dev.atrest.jobs.store.LookStore;
import dev.atrest.jobs.store.SliceStore;
import dev.atrest.model.Change.Cause;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was known before an assessment: who looked at each place last, and what was found then. Of an assessment that was deleted
 * nothing is known.
 */
final class History {

    /** An earlier assessment and how its rules differ from those of this one. */
    private record Past(Assessment assessment, Earlier findings, RuleVersions rules, Looked looked) {}

    private final Assessment now;
    private final Map<BacklogPlace, LookStore.Look> looks;
    private final Set<String> ruleIds;
    private final AssessmentStore assessments;
    private final InventoryStore inventory;
    private final FindingStore findings;
    private final SliceStore slices;
    private final RuleDigests digests;
    private final Optional<String> sameScope;
    private final Map<String, Optional<Past>> pasts = new HashMap<>();

    /** @param ruleIds ids of the rules in force now */
    History(
            Assessment now,
            Map<BacklogPlace, LookStore.Look> looks,
            Set<String> ruleIds,
            AssessmentStore assessments,
            InventoryStore inventory,
            FindingStore findings,
            SliceStore slices,
            RuleDigests digests) {
        this.now = now;
        this.looks = looks;
        this.ruleIds = ruleIds;
        this.assessments = assessments;
        this.inventory = inventory;
        this.findings = findings;
        this.slices = slices;
        this.digests = digests;
        this.sameScope = assessments.earlier(now, 1).stream().findFirst().map(Assessment::id);
    }

    /** Whether somebody has looked there whose assessment started after this one. */
    boolean knowsLater(BacklogPlace place) {
        LookStore.Look look = looks.get(place);
        return look != null && look.at().isAfter(now.startedAt());
    }

    /** What was known, if anything. */
    record Before(Because because, Sighting sighting) {}

    /** Why a rule says something else than it said when somebody looked at the place last. */
    Before before(BacklogPlace place, ItemKey key, Sighting after) {
        Optional<Past> past = Optional.ofNullable(looks.get(place))
                .map(LookStore.Look::assessmentId)
                .filter(id -> !id.equals(now.id()))
                .or(() -> sameScope)
                .flatMap(id -> pasts.computeIfAbsent(id, this::past));
        if (past.isEmpty()) {
            return new Before(new Because(Cause.OTHER, ""), Sighting.NOTHING);
        }
        Sighting before = past.get().findings().of(key.arn(), key.ruleId());
        if (!before.resource() && after.resource() && !(past.get().looked().at(place) instanceof Looked.Sight.Listed)) {
            return new Before(notSeenThen(past.get().looked().at(place)), before);
        }
        return new Before(Because.of(key.ruleId(), before, after, past.get().rules()), before);
    }

    private static Because notSeenThen(Looked.Sight sight) {
        return sight instanceof Looked.Sight.NotRead(String why)
                ? new Because(Cause.READ_AGAIN, why)
                : new Because(Cause.OTHER, "");
    }

    private Optional<Past> past(String id) {
        return assessments
                .find(id)
                .filter(assessment -> assessment.evaluatedAt().isPresent())
                .map(assessment -> new Past(
                        assessment,
                        new Earlier(id, slices, inventory),
                        new RuleVersions(
                                digests.of(id),
                                digests.of(now.id()),
                                findings.countByRule(id).keySet(),
                                ruleIds,
                                assessment.rulesDigest().equals(now.rulesDigest())),
                        Looked.of(inventory.coverage(id))));
    }
}
