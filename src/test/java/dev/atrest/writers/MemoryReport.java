package dev.atrest.writers;

import dev.atrest.model.Account;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Change;
import dev.atrest.model.Circumstances;
import dev.atrest.model.ControlResult;
import dev.atrest.model.Coverage;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Framework;
import dev.atrest.model.Resource;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import dev.atrest.model.StatusCounts;
import dev.atrest.model.TrendPoint;
import dev.atrest.model.WaiverUse;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A report over lists, which keeps the orders that the contract promises. */
public record MemoryReport(
        String id,
        List<Account> accounts,
        List<Rule> rules,
        List<Framework> frameworks,
        List<Resource> resources,
        List<Finding> allFindings,
        List<Coverage> allCoverage)
        implements AssessmentReport {

    private static final Comparator<Finding> BY_ARN =
            Comparator.comparing(Finding::resourceArn).thenComparing(Finding::ruleId);
    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::ruleId)
            .thenComparing(Finding::resourceArn);

    @Override
    public AssessmentSummary summary() {
        var findings = new EnumMap<FindingStatus, Map<Severity, Long>>(FindingStatus.class);
        allFindings.forEach(
                finding -> findings.computeIfAbsent(finding.status(), status -> new EnumMap<>(Severity.class))
                        .merge(finding.severity(), 1L, Long::sum));
        long scanned = allCoverage.stream()
                .filter(row -> row.status() == Coverage.Status.COMPLETE || row.status() == Coverage.Status.PARTIAL)
                .map(Coverage::accountId)
                .distinct()
                .count();
        return new AssessmentSummary(
                id,
                Instant.parse("2026-11-22T23:00:04Z"),
                Instant.parse("2026-11-22T23:41:37Z"),
                "all accounts of organisation o-7k2m9x4q1z, all enabled regions",
                "arn:aws:sts::111122223333:assumed-role/atrest-audit/atrest",
                "0.1.0",
                "9b74c9897bac770ffc029102a200c5de51a5d3b5c1a9f1d3bb4a4f0e7c3d2a10",
                (int) scanned,
                accounts.size(),
                resources.stream().collect(Collectors.groupingBy(Resource::type, Collectors.counting())),
                findings,
                allCoverage.stream().collect(Collectors.groupingBy(Coverage::status, Collectors.counting())));
    }

    @Override
    public Map<String, StatusCounts> countsByRule() {
        return countsBy(Finding::ruleId);
    }

    @Override
    public Map<String, StatusCounts> countsByAccount() {
        return countsBy(Finding::accountId);
    }

    private Map<String, StatusCounts> countsBy(Function<Finding, String> key) {
        return allFindings.stream()
                .collect(Collectors.toMap(
                        key, finding -> StatusCounts.of(finding.status(), 1), StatusCounts::plus, TreeMap::new));
    }

    @Override
    public List<ControlResult> controlResults() {
        var counts = countsByRule();
        return frameworks.stream()
                .flatMap(
                        framework -> framework.controls().stream().map(control -> resultOf(framework, control, counts)))
                .toList();
    }

    private ControlResult resultOf(
            Framework framework, Framework.Control control, Map<String, StatusCounts> countsByRule) {
        List<String> ruleIds = rules.stream()
                .filter(rule ->
                        rule.controls().getOrDefault(framework.id(), List.of()).contains(control.id()))
                .map(Rule::id)
                .toList();
        StatusCounts counts = ruleIds.stream()
                .map(rule -> countsByRule.getOrDefault(rule, StatusCounts.NONE))
                .reduce(StatusCounts.NONE, StatusCounts::plus);
        ControlResult.Result result = switch (control.assessment()) {
            case MANUAL -> ControlResult.Result.MANUAL;
            case OUT_OF_SCOPE -> ControlResult.Result.OUT_OF_SCOPE;
            case AUTOMATED -> {
                if (counts.fail() > 0) {
                    yield ControlResult.Result.FAIL;
                }
                if (counts.notAssessed() > 0) {
                    yield ControlResult.Result.NOT_ASSESSED;
                }
                if (counts.total() > 0) {
                    yield ControlResult.Result.PASS;
                }
                yield unlisted(ruleIds) ? ControlResult.Result.NOT_ASSESSED : ControlResult.Result.NOT_APPLICABLE;
            }
        };
        return new ControlResult(framework, control, result, ruleIds, counts);
    }

    private boolean unlisted(List<String> ruleIds) {
        return rules.stream()
                .filter(rule -> ruleIds.contains(rule.id()))
                .anyMatch(rule -> allCoverage.stream()
                        .anyMatch(row ->
                                row.type() == rule.resource() && row.status().unlisted()));
    }

    @Override
    public Stream<Coverage> coverage() {
        return allCoverage.stream();
    }

    @Override
    public Stream<Finding> findings() {
        return allFindings.stream().sorted(BY_ARN);
    }

    @Override
    public Stream<Finding> findings(FindingStatus status) {
        return allFindings.stream()
                .filter(finding -> finding.status() == status)
                .sorted(WORST_FIRST);
    }

    @Override
    public Stream<PopulationRow> population() {
        Map<String, Map<String, FindingStatus>> statuses = allFindings.stream()
                .collect(Collectors.groupingBy(
                        Finding::resourceArn,
                        Collectors.toMap(Finding::ruleId, Finding::status, (first, second) -> first, TreeMap::new)));
        return resources.stream()
                .sorted(Comparator.comparing(Resource::arn))
                .map(resource -> new PopulationRow(
                        resource.arn(),
                        resource.type(),
                        resource.accountId(),
                        resource.region(),
                        resource.name(),
                        resource.readAt(),
                        statuses.getOrDefault(resource.arn(), Map.of())));
    }

    private List<Finding> with(FindingStatus... wanted) {
        return allFindings.stream()
                .filter(finding -> List.of(wanted).contains(finding.status()))
                .sorted(BY_ARN)
                .toList();
    }

    @Override
    public List<WaiverUse> waivers() {
        List<Finding> waived = with(FindingStatus.WAIVED);
        return waived.isEmpty() ? List.of() : SampleHistory.waivers(waived.size());
    }

    @Override
    public Stream<BacklogItem> backlog() {
        Map<String, Rule> byId = rules.stream().collect(Collectors.toMap(Rule::id, Function.identity()));
        List<Finding> open = with(FindingStatus.FAIL, FindingStatus.WAIVED);
        Instant startedAt = summary().startedAt();
        return IntStream.range(0, open.size())
                .mapToObj(i ->
                        SampleHistory.item(open.get(i), byId.get(open.get(i).ruleId()), startedAt, i))
                .sorted(Comparator.comparing(
                                (BacklogItem item) -> -item.priority().score())
                        .thenComparing(BacklogItem::id));
    }

    @Override
    public Map<BacklogItem.State, Long> backlogCounts() {
        return backlog().collect(Collectors.groupingBy(BacklogItem::state, TreeMap::new, Collectors.counting()));
    }

    @Override
    public Optional<String> previousAssessment() {
        return allFindings.isEmpty() ? Optional.empty() : Optional.of("20261121T230003Z");
    }

    @Override
    public Stream<Change> changes() {
        List<Finding> failed = with(FindingStatus.FAIL);
        return IntStream.range(0, failed.size())
                .filter(i -> i % 9 == 0)
                .mapToObj(i -> SampleHistory.change(failed.get(i), i / 9));
    }

    @Override
    public Map<Change.Kind, Long> changeCounts() {
        return changes().collect(Collectors.groupingBy(Change::kind, TreeMap::new, Collectors.counting()));
    }

    @Override
    public List<TrendPoint> trend() {
        StatusCounts now = countsByRule().values().stream().reduce(StatusCounts.NONE, StatusCounts::plus);
        return allFindings.isEmpty()
                ? List.of(
                        new TrendPoint(id, summary().startedAt(), now, summary().coverageGaps()))
                : SampleHistory.trend(id, summary().startedAt(), now, summary().coverageGaps());
    }

    @Override
    public Circumstances circumstances() {
        return SampleHistory.circumstances(rules);
    }
}
