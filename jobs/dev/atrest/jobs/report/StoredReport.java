package dev.atrest.jobs.report;

import dev.atrest.evaluators.ControlResults;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.model.Account;
import dev.atrest.model.ControlResult;
import dev.atrest.model.Coverage;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Framework;
import dev.atrest.model.Resource;
import dev.atrest.model.Rule;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An assessment's report, read from the database as it is asked for. */
public final class StoredReport implements AssessmentReport {

    private final Assessment assessment;
    private final List<Account> accounts;
    private final InventoryStore inventory;
    private final FindingStore findings;
    private final RuleCatalog catalog;
    private final List<Framework> frameworks;

    public StoredReport(
            Assessment assessment,
            List<Account> accounts,
            InventoryStore inventory,
            FindingStore findings,
            RuleCatalog catalog,
            List<Framework> frameworks) {
        this.assessment = assessment;
        this.accounts = accounts;
        this.inventory = inventory;
        this.findings = findings;
        this.catalog = catalog;
        this.frameworks = frameworks;
    }

    @Override
    public AssessmentSummary summary() {
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
        return findings.countByRule(assessment.id());
    }

    @Override
    public Map<String, StatusCounts> countsByAccount() {
        return findings.countByAccount(assessment.id());
    }

    @Override
    public List<ControlResult> controlResults() {
        return ControlResults.of(frameworks, catalog.rules(), countsByRule());
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
        Stream<FindingStore.Result> results = findings.results(assessment.id());
        Stream<Resource> resources = inventory.resources(assessment.id());
        return resources
                .map(new Merge(results.iterator()))
                .onClose(results::close)
                .onClose(resources::close);
    }

    /** Both streams are ordered by ARN: each resource takes the results that carry its ARN. */
    private static final class Merge implements Function<Resource, PopulationRow> {

        private final Iterator<FindingStore.Result> results;
        private FindingStore.@Nullable Result next;

        Merge(Iterator<FindingStore.Result> results) {
            this.results = results;
            advance();
        }

        @Override
        public PopulationRow apply(Resource resource) {
            var statuses = new TreeMap<String, FindingStatus>();
            while (next != null && next.resourceArn().equals(resource.arn())) {
                statuses.put(next.ruleId(), next.status());
                advance();
            }
            return new PopulationRow(resource, statuses);
        }

        private void advance() {
            next = results.hasNext() ? results.next() : null;
        }
    }
}
