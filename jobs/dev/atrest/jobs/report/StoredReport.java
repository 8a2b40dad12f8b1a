package dev.atrest.jobs.report;

import dev.atrest.evaluators.ControlResults;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.model.Account;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Change;
import dev.atrest.model.Circumstances;
import dev.atrest.model.ControlResult;
import dev.atrest.model.Coverage;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Framework;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.StatusCounts;
import dev.atrest.model.TrendPoint;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.function.SingletonSupplier;

/** An assessment's report, read from the database as it is asked for. */
public final class StoredReport implements AssessmentReport {

    private final Assessment assessment;
    private final List<Account> accounts;
    private final InventoryStore inventory;
    private final FindingStore findings;
    private final RuleCatalog catalog;
    private final List<Framework> frameworks;
    private final Circumstances circumstances;
    private final List<WaiverUse> waivers;
    private final ReportHistory history;
    // Figures over all findings, asked for again and again by the writers, are counted once.
    private final AssessmentSummary summary;
    private final Map<String, StatusCounts> countsByRule;
    private final Map<String, StatusCounts> countsByAccount;
    private final Supplier<Map<BacklogItem.State, Long>> backlogCounts;

    StoredReport(
            Assessment assessment,
            List<Account> accounts,
            InventoryStore inventory,
            FindingStore findings,
            RuleCatalog catalog,
            List<Framework> frameworks,
            Circumstances circumstances,
            List<WaiverUse> waivers,
            ReportHistory history) {
        this.assessment = assessment;
        this.accounts = accounts;
        this.inventory = inventory;
        this.findings = findings;
        this.catalog = catalog;
        this.frameworks = frameworks;
        this.circumstances = circumstances;
        this.waivers = waivers;
        this.history = history;
        this.summary = summarise();
        this.countsByRule = findings.countByRule(assessment.id());
        this.countsByAccount = findings.countByAccount(assessment.id());
        this.backlogCounts = SingletonSupplier.of(() -> history.backlogCounts(assessment));
    }

    private AssessmentSummary summarise() {
        List<Coverage> coverage = inventory.coverage(assessment.id());
        long scanned = coverage.stream()
                .filter(row -> row.status() == Coverage.Status.COMPLETE || row.status() == Coverage.Status.PARTIAL)
                .map(Coverage::accountId)
                .distinct()
                .count();
        return new AssessmentSummary(
                assessment.id(),
                assessment.startedAt(),
                assessment.evaluatedAt().orElseThrow(),
                assessment.scope(),
                assessment.caller(),
                assessment.version(),
                assessment.rulesDigest(),
                (int) scanned,
                accounts.size(),
                inventory.countByType(assessment.id()),
                findings.countBySeverity(assessment.id()),
                coverage.stream()
                        .collect(Collectors.groupingBy(
                                Coverage::status, () -> new EnumMap<>(Coverage.Status.class), Collectors.counting())));
    }

    @Override
    public AssessmentSummary summary() {
        return summary;
    }

    @Override
    public List<Account> accounts() {
        return accounts;
    }

    @Override
    public List<Rule> rules() {
        return catalog.rules();
    }

    @Override
    public List<Framework> frameworks() {
        return frameworks;
    }

    @Override
    public Map<String, StatusCounts> countsByRule() {
        return countsByRule;
    }

    @Override
    public Map<String, StatusCounts> countsByAccount() {
        return countsByAccount;
    }

    @Override
    public List<ControlResult> controlResults() {
        Set<ResourceType> unlisted = inventory.coverage(assessment.id()).stream()
                .filter(row -> row.status().unlisted())
                .map(Coverage::type)
                .collect(Collectors.toSet());
        return ControlResults.of(frameworks, catalog.rules(), countsByRule, unlisted);
    }

    @Override
    public Stream<Coverage> coverage() {
        return inventory.coverage(assessment.id()).stream();
    }

    @Override
    public Stream<Finding> findings() {
        return findings.all(assessment.id());
    }

    @Override
    public Stream<Finding> findings(FindingStatus status) {
        return findings.withStatus(assessment.id(), status);
    }

    @Override
    public Stream<PopulationRow> population() {
        return findings.results(assessment.id())
                .map(result -> new PopulationRow(
                        result.arn(),
                        result.type(),
                        result.accountId(),
                        result.region(),
                        result.name(),
                        result.readAt(),
                        result.statuses()));
    }

    @Override
    public List<WaiverUse> waivers() {
        return waivers;
    }

    @Override
    public Stream<BacklogItem> backlog() {
        return history.backlog(assessment);
    }

    @Override
    public Map<BacklogItem.State, Long> backlogCounts() {
        return backlogCounts.get();
    }

    @Override
    public Optional<String> previousAssessment() {
        return history.previous(assessment);
    }

    @Override
    public Stream<Change> changes() {
        return history.changes(assessment);
    }

    @Override
    public Map<Change.Kind, Long> changeCounts() {
        return history.changeCounts(assessment);
    }

    @Override
    public List<TrendPoint> trend() {
        return history.trend(assessment);
    }

    @Override
    public Circumstances circumstances() {
        return circumstances;
    }

    @Override
    public boolean imported() {
        return assessment.imported();
    }
}
