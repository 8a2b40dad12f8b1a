package dev.atrest.jobs.backlog;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.export.TicketExports;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.BacklogStore;
import dev.atrest.jobs.store.FindingSlice;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.Judged;
import dev.atrest.jobs.store.ListingState;
import dev.atrest.jobs.store.TicketKeyStore;
import dev.atrest.jobs.store.UnreadTally;
import dev.atrest.model.Account;
import dev.atrest.model.Coverage;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Evidence;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Impact;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import dev.atrest.model.UnreadFact;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Nights whose findings a test makes up: they are stored as an assessment would, and reconciled. */
public final class StoredNights implements AutoCloseable {

    public static final String RULE = "ebs-volume-internal-encrypted";
    public static final String ACCOUNT = "111122223333";
    public static final Instant FIRST = Instant.parse("2026-11-01T02:00:00Z");

    private static final String REGION = "eu-central-1";

    private final RuleCatalog catalog = RuleCatalog.list(Home.locate().config(), List.of());
    private final ConfigurableApplicationContext context;
    private final Map<Integer, Instant> starts = new HashMap<>();

    public StoredNights(Path data) throws IOException {
        context =
                AtrestContext.start(Home.locate(), data, beans -> beans.registerBean(RuleCatalog.class, () -> catalog));
    }

    public static Instant at(int night) {
        return FIRST.plus(night, ChronoUnit.DAYS);
    }

    /** Has a night start at another time than it would. */
    void start(int night, Instant at) {
        starts.put(night, at);
    }

    private Instant startOf(int night) {
        return starts.getOrDefault(night, at(night));
    }

    public static String id(int night) {
        return "night-%02d".formatted(night);
    }

    public static String arn(String account, String volume) {
        return "arn:aws:ec2:" + REGION + ":" + account + ":volume/" + volume;
    }

    /** A volume as a rule finds it. */
    public static Finding volume(String account, String volume, FindingStatus status) {
        return new Finding(
                RULE,
                status,
                Severity.HIGH,
                arn(account, volume),
                ResourceType.EBS_VOLUME,
                account,
                REGION,
                volume,
                Optional.of(DataProtectionClass.INTERNAL),
                volume + " is not encrypted",
                List.of(new Evidence("encrypted", status == FindingStatus.PASS, "ec2:DescribeVolumes")),
                status == FindingStatus.NOT_ASSESSED
                        ? List.of(new UnreadFact("tags", "ec2:DescribeTags", "AccessDenied"))
                        : List.of(),
                Map.of(),
                FIRST,
                "",
                status == FindingStatus.WAIVED ? Optional.of("legacy-volumes") : Optional.empty(),
                Impact.NONE);
    }

    /** Volumes of an account that was listed to the end. */
    public void night(int night, String account, Finding... findings) {
        night(night, Map.of(account, Coverage.Status.COMPLETE), List.of(findings));
    }

    /** Volumes of accounts whose listings came to this. */
    public void night(int night, Map<String, Coverage.Status> listings, List<Finding> findings) {
        evaluated(night, listings, findings);
        reconcile(night);
    }

    /** Volumes of accounts that were listed to the end, which are all that were discovered. */
    public void discovered(int night, Set<String> accounts, Finding... findings) {
        var listings =
                accounts.stream().collect(java.util.stream.Collectors.toMap(id -> id, _ -> Coverage.Status.COMPLETE));
        evaluated(night, listings, List.of(findings));
        assessments()
                .saveAccounts(
                        id(night),
                        accounts.stream()
                                .map(id -> new Account(id, id, "ACTIVE", ""))
                                .toList());
        reconcile(night);
    }

    public Abandoned abandoned() {
        return context.getBean(Abandoned.class);
    }

    /** The same, not reconciled yet. */
    public void evaluated(int night, Map<String, Coverage.Status> listings, List<Finding> findings) {
        evaluated(night, listings, findings, "all accounts");
    }

    /** The same of another scope. */
    public void evaluated(int night, Map<String, Coverage.Status> listings, List<Finding> findings, String scope) {
        String id = id(night);
        var assessments = context.getBean(AssessmentStore.class);
        assessments.insert(new Assessment(
                id, startOf(night), Optional.empty(), Optional.empty(), "digest", scope, "caller", "1", "rules"));
        listings.forEach((account, status) -> context.getBean(InventoryStore.class)
                .save(
                        id,
                        new ListingState(
                                new Coverage(
                                        account,
                                        REGION,
                                        ResourceType.EBS_VOLUME,
                                        status,
                                        0,
                                        0,
                                        status == Coverage.Status.DENIED
                                                ? Optional.of(new Coverage.Gap(
                                                        "ec2:DescribeVolumes", "UnauthorizedOperation", ""))
                                                : Optional.empty()),
                                Optional.empty(),
                                UnreadTally.NONE)));
        var judged = new ArrayList<Judged>();
        findings.stream()
                .sorted(Comparator.comparing(Finding::resourceArn))
                .forEach(finding -> judged.add(new Judged(resource(finding), List.of(finding))));
        if (!judged.isEmpty()) {
            context.getBean(FindingStore.class).insert(id, List.of(FindingSlice.of(0, judged)));
        }
        assessments.markEvaluated(id, startOf(night));
        assessments.markFinished(id, startOf(night));
    }

    private static Resource resource(Finding finding) {
        return new Resource(
                finding.resourceArn(),
                finding.resourceType(),
                finding.accountId(),
                finding.region(),
                finding.resourceName(),
                finding.readAt(),
                new FactSheet(Map.of(), Map.of(), Map.of()));
    }

    /** All slices of a night. */
    public void reconcile(int night) {
        while (turn(night)) {
            // A turn is a slice.
        }
    }

    /** The next slice of a night, by a process of its own. */
    boolean turn(int night) {
        try (var turns = context.getBean(Reconciler.class).begin(id(night), catalog, _ -> Set.of())) {
            return Boolean.TRUE.equals(new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                    .execute(_ -> turns.next()));
        }
    }

    public TicketExports exports() {
        return context.getBean(TicketExports.class);
    }

    public Backlog backlog() {
        return context.getBean(Backlog.class);
    }

    PastBacklog past() {
        return context.getBean(PastBacklog.class);
    }

    void setTicket(String id, String key) {
        var tickets = context.getBean(TicketKeyStore.class);
        tickets.save("jira", Map.of(tickets.items(Set.of(id)).get(id), key));
    }

    BacklogStore store() {
        return context.getBean(BacklogStore.class);
    }

    Comparison comparison() {
        return context.getBean(Comparison.class);
    }

    public AssessmentStore assessments() {
        return context.getBean(AssessmentStore.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
