package dev.atrest.jobs.report;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.seal.RunDocuments;
import dev.atrest.jobs.store.Assessment;
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
    private final RunDocuments judgedBy;
    private final ReportHistory history;
    private final List<String> usualFrameworks;

    ReportFactory(
            AssessmentStore assessments,
            InventoryStore inventory,
            FindingStore findings,
            WaiverUseStore waivers,
            RunDocuments judgedBy,
            ReportHistory history,
            @Value("${atrest.report.frameworks}") List<String> usualFrameworks) {
        this.assessments = assessments;
        this.inventory = inventory;
        this.findings = findings;
        this.waivers = waivers;
        this.judgedBy = judgedBy;
        this.history = history;
        this.usualFrameworks = usualFrameworks;
    }

    /**
     * The report of an evaluated assessment, with the rules and frameworks as they were when it was made.
     *
     * @param frameworks ids of the frameworks to show, in their order; empty for those of the configuration
     * @throws UnknownFramework when the catalogue has no such framework
     */
    public AssessmentReport of(String assessmentId, List<String> frameworks) {
        Assessment assessment = assessments.find(assessmentId).orElseThrow();
        RuleCatalog catalog = judgedBy.listed(assessment);
        return new StoredReport(
                assessment,
                assessments.accounts(assessmentId),
                inventory,
                findings,
                catalog,
                frameworks(frameworks, catalog),
                judgedBy.circumstances(assessment, catalog),
                waivers.list(assessmentId),
                history);
    }

    private List<Framework> frameworks(List<String> ids, RuleCatalog catalog) {
        return (ids.isEmpty() ? usualFrameworks : ids)
                .stream().map(id -> UnknownFramework.require(catalog, id)).toList();
    }
}
