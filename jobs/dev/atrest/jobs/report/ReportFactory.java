package dev.atrest.jobs.report;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.writers.AssessmentReport;
import org.springframework.stereotype.Component;

/** The reports of stored assessments. */
@Component
public class ReportFactory {

    private final AssessmentStore assessments;
    private final InventoryStore inventory;
    private final FindingStore findings;
    private final RuleCatalog catalog;

    ReportFactory(AssessmentStore assessments, InventoryStore inventory, FindingStore findings, RuleCatalog catalog) {
        this.assessments = assessments;
        this.inventory = inventory;
        this.findings = findings;
        this.catalog = catalog;
    }

    /** The report of an evaluated assessment. */
    public AssessmentReport of(String assessmentId) {
        return new StoredReport(
                assessments.find(assessmentId).orElseThrow(),
                assessments.accounts(assessmentId),
                inventory,
                findings,
                catalog);
    }
}
