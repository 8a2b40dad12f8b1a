package dev.atrest.jobs.backlog;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.BacklogPlace;
import dev.atrest.jobs.store.BacklogStore;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.SliceStore;
import dev.atrest.model.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reconciles the backlog with evaluated assessments. */
@Component
public class Reconciler {

    private final AssessmentStore assessments;
    private final InventoryStore inventory;
    private final FindingStore findings;
    private final SliceStore slices;
    private final BacklogStore backlog;
    private final RuleDigests digests;

    Reconciler(
            AssessmentStore assessments,
            InventoryStore inventory,
            FindingStore findings,
            SliceStore slices,
            BacklogStore backlog,
            RuleDigests digests) {
        this.assessments = assessments;
        this.inventory = inventory;
        this.findings = findings;
        this.slices = slices;
        this.backlog = backlog;
        this.digests = digests;
    }

    /** A reconciliation, a slice a turn. */
    @FunctionalInterface
    public interface Turns {

        /**
         * Reconciles the next slice; to be called in a transaction of its own.
         *
         * @return whether there is another
         */
        boolean next();
    }

    /**
     * Begins, or goes on after the last slice that is done.
     *
     * @param regions that were to be looked at in an account; none for all that are enabled
     */
    public Turns begin(String assessmentId, RuleCatalog catalog, Function<String, Set<String>> regions) {
        Assessment assessment = assessments.find(assessmentId).orElseThrow();
        Set<String> ruleIds = catalog.rules().stream().map(Rule::id).collect(Collectors.toSet());
        List<Looked> later = backlog.laterUnderWay(assessment.startedAt()).stream()
                .map(id -> new Looked(inventory.coverage(id), _ -> Set.of()))
                .toList();
        Map<BacklogPlace, BacklogStore.Look> looks = backlog.looks();
        var reconciliation = new Reconciliation(
                assessment,
                backlog,
                slices,
                inventory,
                new Subjects(catalog, assessments.accounts(assessmentId)),
                new Looked(inventory.coverage(assessmentId), regions),
                new Departed(assessment, looks, assessments),
                new History(assessment, looks, ruleIds, assessments, inventory, findings, slices, digests),
                place -> later.stream().anyMatch(looked -> isListed(looked, place)),
                ruleIds);
        return () -> {
            BacklogStore.Progress progress = backlog.progress(assessmentId);
            return !progress.finished() && reconciliation.reconcile(progress.nextSlice());
        };
    }

    private static boolean isListed(Looked looked, BacklogPlace place) {
        return !(looked.at(place) instanceof Looked.Sight.OutOfScope);
    }
}
