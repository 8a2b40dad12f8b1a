package dev.atrest.jobs.backlog;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.BacklogPlace;
import dev.atrest.jobs.store.BacklogStore;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.LookStore;
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
    private final LookStore looks;
    private final RuleDigests digests;

    Reconciler(
            AssessmentStore assessments,
            InventoryStore inventory,
            FindingStore findings,
            SliceStore slices,
            BacklogStore backlog,
            LookStore looks,
            RuleDigests digests) {
        this.assessments = assessments;
        this.inventory = inventory;
        this.findings = findings;
        this.slices = slices;
        this.backlog = backlog;
        this.looks = looks;
        this.digests = digests;
    }

    /** A reconciliation, a slice a turn; taken by one thread. */
    public interface Turns extends AutoCloseable {

        /**
         * Reconciles the next slice; to be called in a transaction, which may hold several. When that fails, so has the
         * reconciliation: another one begins after the last slice that is done.
         *
         * @return whether there is another
         */
        boolean next();

        @Override
        void close();
    }

    /**
     * Begins, or goes on after the last slice that is done.
     *
     * @param regions that were to be looked at in an account; none for all that are enabled
     */
    public Turns begin(String assessmentId, RuleCatalog catalog, Function<String, Set<String>> regions) {
        Assessment assessment = assessments.find(assessmentId).orElseThrow();
        Set<String> ruleIds = catalog.rules().stream().map(Rule::id).collect(Collectors.toSet());
        List<Looked> later = looks.laterUnderWay(assessment.startedAt()).stream()
                .map(id -> new Looked(inventory.coverage(id), _ -> Set.of()))
                .toList();
        Map<BacklogPlace, LookStore.Look> last = looks.looks();
        return new Reconciliation(
                assessment,
                backlog,
                looks,
                slices,
                inventory,
                new Subjects(catalog, assessments.accounts(assessmentId)),
                new Looked(inventory.coverage(assessmentId), regions),
                new Departed(assessment, last, assessments),
                new History(assessment, last, ruleIds, assessments, inventory, findings, slices, digests),
                place -> later.stream().anyMatch(looked -> isListed(looked, place)),
                ruleIds,
                findings.checkpoint(assessmentId).nextSlice());
    }

    private static boolean isListed(Looked looked, BacklogPlace place) {
        return !(looked.at(place) instanceof Looked.Sight.OutOfScope);
    }
}
