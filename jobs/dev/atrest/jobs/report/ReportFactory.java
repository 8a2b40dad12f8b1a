package dev.atrest.jobs.report;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.WaiverUseStore;
import dev.atrest.model.Framework;
import dev.atrest.writers.AssessmentReport;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The reports of stored assessments. */
@Component
public class ReportFactory {

    private final AssessmentStore assessments;
    private final InventoryStore inventory;
    private final FindingStore findings;
    private final WaiverUseStore waivers;
    private final RuleCatalog catalog;
    private final ReportHistory history;
    private final List<String> usualFrameworks;

    ReportFactory(
            AssessmentStore assessments,
            InventoryStore inventory,
            FindingStore findings,
            WaiverUseStore waivers,
            RuleCatalog catalog,
            ReportHistory history,
            @Value("${atrest.report.frameworks}") List<String> usualFrameworks) {
        this.assessments = assessments;
        this.inventory = inventory;
        this.findings = findings;
        this.waivers = waivers;
        this.catalog = catalog;
        this.history = history;
        this.usualFrameworks = usualFrameworks;
    }

    /**
     * The report of an evaluated assessment.
     *
     * @param frameworks ids of the frameworks to show, in their order; empty for those of the configuration
     * @throws UnknownFramework when the catalogue has no such framework
     */
    public AssessmentReport of(String assessmentId, List<String> frameworks) {
        return new StoredReport(
                assessments.find(assessmentId).orElseThrow(),
                assessments.accounts(assessmentId),
                inventory,
                findings,
                catalog,
                frameworks(frameworks),
                waivers.list(assessmentId),
                history);
    }

    private List<Framework> frameworks(List<String> ids) {
        return (ids.isEmpty() ? usualFrameworks : ids)
                .stream().map(id -> UnknownFramework.require(catalog, id)).toList();
    }
}
