package dev.atrest.writers;

import dev.atrest.model.Account;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Change;
import dev.atrest.model.Circumstances;
import dev.atrest.model.ControlResult;
import dev.atrest.model.Coverage;
import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Framework;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import dev.atrest.model.StatusCounts;
import dev.atrest.model.TrendPoint;
import dev.atrest.model.WaiverUse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One rule broken by as many volumes as wanted, none of which is kept in memory. */
public record BigReport(int failures) implements AssessmentReport {

    private static final Instant AT = Instant.parse("2026-11-22T23:00:04Z");

    @Override
    public AssessmentSummary summary() {
        return new AssessmentSummary(
                "big",
                AT,
                AT,
                "one account",
                "arn:aws:iam::111122223333:role/atrest",
                "0.1.0",
                "00",
                1,
                1,
                Map.of(ResourceType.EBS_VOLUME, (long) failures),
                Map.of(FindingStatus.FAIL, Map.of(rule().severity(), (long) failures)),
                Map.of(Coverage.Status.COMPLETE, 1L));
    }

    private static Rule rule() {
        return SampleRules.all().stream()
                .filter(rule -> rule.resource() == ResourceType.EBS_VOLUME && rule.severity() == Severity.HIGH)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<Account> accounts() {
        return List.of(new Account("111122223333", "Groß", "ACTIVE", ""));
    }

    @Override
    public List<Rule> rules() {
        return List.of(rule());
    }

    @Override
    public List<Framework> frameworks() {
        return List.of();
    }

    @Override
    public Map<String, StatusCounts> countsByRule() {
        return Map.of(rule().id(), StatusCounts.of(FindingStatus.FAIL, failures));
    }

    @Override
    public Map<String, StatusCounts> countsByAccount() {
        return Map.of("111122223333", StatusCounts.of(FindingStatus.FAIL, failures));
    }

    @Override
    public List<ControlResult> controlResults() {
        return List.of();
    }

    @Override
    public Stream<Coverage> coverage() {
        return Stream.of(new Coverage(
                "111122223333",
                "eu-central-1",
                ResourceType.EBS_VOLUME,
                Coverage.Status.COMPLETE,
                failures,
                0,
                Optional.empty()));
    }

    @Override
    public Stream<Finding> findings() {
        Rule rule = rule();
        return IntStream.range(0, failures)
                .mapToObj(i -> new Finding(
                        rule.id(),
                        FindingStatus.FAIL,
                        rule.severity(),
                        arn(i),
                        ResourceType.EBS_VOLUME,
                        "111122223333",
                        "eu-central-1",
                        "volume " + i,
                        Optional.empty(),
                        "volume " + i + ": is not encrypted",
                        List.of(new Evidence("encrypted", false, "ec2:DescribeVolumes")),
                        List.of(),
                        rule.controls(),
                        AT));
    }

    @Override
    public Stream<Finding> findings(FindingStatus status) {
        return status == FindingStatus.FAIL ? findings() : Stream.empty();
    }

    @Override
    public Stream<PopulationRow> population() {
        var statuses = Map.of(rule().id(), FindingStatus.FAIL);
        return IntStream.range(0, failures)
                .mapToObj(i -> new PopulationRow(
                        arn(i), ResourceType.EBS_VOLUME, "111122223333", "eu-central-1", "v" + i, AT, statuses));
    }

    @Override
    public List<WaiverUse> waivers() {
        return List.of();
    }

    @Override
    public Stream<BacklogItem> backlog() {
        var number = new AtomicInteger();
        return findings().map(finding -> SampleHistory.item(finding, rule(), AT, number.getAndIncrement()));
    }

    @Override
    public Map<BacklogItem.State, Long> backlogCounts() {
        return Map.of(BacklogItem.State.STILL_OPEN, (long) failures);
    }

    @Override
    public Optional<String> previousAssessment() {
        return Optional.empty();
    }

    @Override
    public Stream<Change> changes() {
        return Stream.empty();
    }

    @Override
    public Map<Change.Kind, Long> changeCounts() {
        return Map.of();
    }

    @Override
    public List<TrendPoint> trend() {
        return List.of(new TrendPoint("big", AT, StatusCounts.of(FindingStatus.FAIL, failures), 0));
    }

    @Override
    public Circumstances circumstances() {
        return SampleHistory.circumstances(rules());
    }

    private static String arn(int i) {
        return "arn:aws:ec2:eu-central-1:111122223333:volume/vol-%017x".formatted(i);
    }
}
