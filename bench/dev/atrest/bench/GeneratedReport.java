package dev.atrest.bench;

import dev.atrest.evaluators.ControlResults;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.model.Account;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Change;
import dev.atrest.model.Circumstances;
import dev.atrest.model.ControlResult;
import dev.atrest.model.Coverage;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Framework;
import dev.atrest.model.Impact;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import dev.atrest.model.StatusCounts;
import dev.atrest.model.TrendPoint;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The report of a made-up assessment in which so many findings are failures, by rules of the shipped catalogue. Of each of four
 * types of resources every one fails two rules and passes the others. Nothing of it is kept in memory.
 */
final class GeneratedReport implements AssessmentReport {

    private static final Instant AT = Instant.parse("2026-11-22T23:00:04Z");
    private static final LocalDate DUE = LocalDate.parse("2026-12-22");
    private static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1", "us-east-1", "ap-southeast-2");
    private static final List<ResourceType> TYPES =
            List.of(ResourceType.S3_BUCKET, ResourceType.EBS_VOLUME, ResourceType.EBS_SNAPSHOT, ResourceType.KMS_KEY);
    private static final int ACCOUNTS = 40;
    private static final int RULES_FAILED = 2;

    private final RuleCatalog catalog;
    /** The rules that all fail, the worst first. */
    private final List<Rule> failing;

    private final Map<ResourceType, Map<String, FindingStatus>> statuses = new HashMap<>();
    private final int resourcesOfType;

    GeneratedReport(RuleCatalog catalog, int failures) {
        this.catalog = catalog;
        this.resourcesOfType = Math.ceilDiv(failures, RULES_FAILED * TYPES.size());
        this.failing = TYPES.stream()
                .flatMap(type -> rulesOf(type).limit(RULES_FAILED))
                .sorted(Comparator.comparing(Rule::severity).thenComparing(Rule::id))
                .toList();
        for (ResourceType type : TYPES) {
            statuses.put(
                    type,
                    rulesOf(type)
                            .collect(Collectors.toMap(
                                    Rule::id,
                                    rule -> failing.contains(rule) ? FindingStatus.FAIL : FindingStatus.PASS)));
        }
    }

    private Stream<Rule> rulesOf(ResourceType type) {
        return catalog.rules().stream().filter(rule -> rule.resource() == type);
    }

    @Override
    public AssessmentSummary summary() {
        Map<Severity, Long> failures = failing.stream()
                .collect(Collectors.groupingBy(Rule::severity, Collectors.summingLong(rule -> resourcesOfType)));
        return new AssessmentSummary(
                "20261122T230004Z",
                AT,
                AT.plus(41, ChronoUnit.MINUTES),
                "all accounts of organisation o-7k2m9x4q1z, all enabled regions",
                "arn:aws:sts::111122223333:assumed-role/atrest-audit/atrest",
                "0.1.0",
                "00",
                ACCOUNTS,
                ACCOUNTS,
                TYPES.stream().collect(Collectors.toMap(type -> type, type -> (long) resourcesOfType)),
                Map.of(FindingStatus.FAIL, failures),
                Map.of(Coverage.Status.COMPLETE, (long) ACCOUNTS));
    }

    @Override
    public List<Account> accounts() {
        return IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> new Account(accountId(i), "Workload " + i, "ACTIVE", "Root/Workloads/Prod"))
                .toList();
    }

    @Override
    public List<Rule> rules() {
        return catalog.rules();
    }

    @Override
    public List<Framework> frameworks() {
        return catalog.frameworks();
    }

    @Override
    public Map<String, StatusCounts> countsByRule() {
        return failing.stream()
                .collect(Collectors.toMap(Rule::id, rule -> StatusCounts.of(FindingStatus.FAIL, resourcesOfType)));
    }

    @Override
    public Map<String, StatusCounts> countsByAccount() {
        long each = (long) resourcesOfType * failing.size() / ACCOUNTS;
        return accounts().stream()
                .collect(Collectors.toMap(Account::id, account -> StatusCounts.of(FindingStatus.FAIL, each)));
    }

    @Override
    public List<ControlResult> controlResults() {
        return ControlResults.of(catalog.frameworks(), catalog.rules(), countsByRule(), Set.of());
    }

    @Override
    public Stream<Coverage> coverage() {
        return accounts().stream()
                .flatMap(account -> TYPES.stream()
                        .map(type -> new Coverage(
                                account.id(),
                                REGIONS.getFirst(),
                                type,
                                Coverage.Status.COMPLETE,
                                resourcesOfType / ACCOUNTS,
                                0,
                                Optional.empty())));
    }

    @Override
    public Stream<Finding> findings() {
        return failing.stream()
                .flatMap(rule -> IntStream.range(0, resourcesOfType).mapToObj(i -> finding(rule, i)));
    }

    @Override
    public Stream<Finding> findings(FindingStatus status) {
        return status == FindingStatus.FAIL ? findings() : Stream.empty();
    }

    private static Finding finding(Rule rule, int i) {
        String name = name(rule.resource(), i);
        return new Finding(
                rule.id(),
                FindingStatus.FAIL,
                rule.severity(),
                arn(rule.resource(), i),
                rule.resource(),
                accountId(i),
                region(i),
                name,
                Optional.of(DataProtectionClass.CONFIDENTIAL),
                name + ": default encryption is AES256 with a key that AWS owns, where a customer's is demanded",
                List.of(
                        new Evidence("dataProtectionClass", "CONFIDENTIAL", "s3:GetBucketTagging"),
                        new Evidence("encryption.algorithm", "AES256", "s3:GetBucketEncryption"),
                        new Evidence("encryption.bucketKeyEnabled", i % 2 == 0, "s3:GetBucketEncryption")),
                List.of(),
                rule.controls(),
                AT.plusMillis(i),
                "team-" + i % 7 + "@example.org",
                Optional.empty(),
                Impact.NONE);
    }

    @Override
    public Stream<PopulationRow> population() {
        return TYPES.stream()
                .flatMap(type -> IntStream.range(0, resourcesOfType)
                        .mapToObj(i -> new PopulationRow(
                                arn(type, i),
                                type,
                                accountId(i),
                                region(i),
                                name(type, i),
                                AT.plusMillis(i),
                                statuses.getOrDefault(type, Map.of()))));
    }

    @Override
    public List<WaiverUse> waivers() {
        return List.of();
    }

    @Override
    public Stream<BacklogItem> backlog() {
        return failing.stream()
                .flatMap(rule -> IntStream.range(0, resourcesOfType).mapToObj(i -> item(rule, i)));
    }

    private static BacklogItem item(Rule rule, int i) {
        String name = name(rule.resource(), i);
        return new BacklogItem(
                rule.id() + "-1f0c9a7e52d4" + (10_000 + i),
                rule.id(),
                rule.title(),
                arn(rule.resource(), i),
                rule.resource(),
                accountId(i),
                region(i),
                name,
                Optional.of(DataProtectionClass.CONFIDENTIAL),
                rule.severity(),
                rule.remediation().effort(),
                BacklogItem.State.STILL_OPEN,
                "team-" + i % 7 + "@example.org",
                new BacklogItem.Priority(24.0, "HIGH (8) × CONFIDENTIAL (3)"),
                Optional.empty(),
                DUE,
                AT.minus(i % 200, ChronoUnit.DAYS),
                AT.minus(i % 200, ChronoUnit.DAYS),
                AT,
                Optional.empty(),
                0,
                name + ": default encryption is AES256 with a key that AWS owns, where a customer's is demanded",
                rule.remediation().summary(),
                rule.remediation().cli(),
                rule.remediation().terraform(),
                "");
    }

    @Override
    public Map<BacklogItem.State, Long> backlogCounts() {
        return Map.of(BacklogItem.State.STILL_OPEN, (long) resourcesOfType * failing.size());
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
        return List.of();
    }

    @Override
    public Circumstances circumstances() {
        return new Circumstances("atrest-audit", Map.of(), Map.of(), Map.of());
    }

    private static String accountId(int i) {
        return Long.toString(111_122_223_000L + i % ACCOUNTS);
    }

    private static String region(int i) {
        return REGIONS.get(i % REGIONS.size());
    }

    private static String name(ResourceType type, int i) {
        return "workload-" + i % ACCOUNTS + "-" + type.label() + "-" + i;
    }

    private static String arn(ResourceType type, int i) {
        String id = Integer.toHexString(0x10000000 + i);
        String place = region(i) + ":" + accountId(i);
        return switch (type) {
            case S3_BUCKET -> "arn:aws:s3:::workload-" + i % ACCOUNTS + "-data-" + id;
            case EBS_VOLUME -> "arn:aws:ec2:" + place + ":volume/vol-0a1b2c3d4" + id;
            case EBS_SNAPSHOT -> "arn:aws:ec2:" + place + ":snapshot/snap-0a1b2c3d4" + id;
            default -> "arn:aws:kms:" + place + ":key/" + id + "-0000-4000-8000-0a1b2c3d4e5f";
        };
    }
}
