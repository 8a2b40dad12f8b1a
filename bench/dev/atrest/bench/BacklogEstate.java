package dev.atrest.bench;

import dev.atrest.jobs.store.FindingSlice;
import dev.atrest.jobs.store.Judged;
import dev.atrest.jobs.store.ListingState;
import dev.atrest.jobs.store.UnreadTally;
import dev.atrest.model.Coverage;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Evidence;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Volumes that break two rules each and meet a third, in a hundred accounts, by account and number. */
final class BacklogEstate {

    static final int ITEMS_A_RESOURCE = 2;

    private static final int ACCOUNTS = 100;
    private static final int SLICE = 500;
    private static final String REGION = "eu-central-1";
    /** Of a thousand resources: so many are mended, deleted, new. */
    private static final int MENDED = 3;

    private static final int DELETED = 4;
    private static final int NEW = 5;

    private final int resources;
    private final boolean changed;

    BacklogEstate(int resources) {
        this(resources, false);
    }

    private BacklogEstate(int resources, boolean changed) {
        this.resources = resources;
        this.changed = changed;
    }

    /** The same after 0.5 % of the resources have changed. */
    BacklogEstate changed() {
        return new BacklogEstate(resources, true);
    }

    Set<String> all() {
        return IntStream.range(0, ACCOUNTS).mapToObj(BacklogEstate::account).collect(Collectors.toSet());
    }

    Set<String> one() {
        return Set.of(account(ACCOUNTS / 2));
    }

    private static String account(int number) {
        return "%012d".formatted(100_000_000_000L + number);
    }

    Stream<ListingState> coverage(Set<String> accounts) {
        return accounts.stream()
                .map(account -> new ListingState(
                        new Coverage(
                                account,
                                REGION,
                                ResourceType.EBS_VOLUME,
                                Coverage.Status.COMPLETE,
                                0,
                                0,
                                Optional.empty()),
                        Optional.empty(),
                        UnreadTally.NONE));
    }

    /** What was found in these accounts. */
    Stream<FindingSlice> slices(Set<String> accounts, Instant at) {
        List<Integer> there = IntStream.range(0, all(resources))
                .filter(number -> accounts.contains(account(accountOf(number))))
                .filter(this::isThere)
                .boxed()
                .toList();
        return IntStream.rangeClosed(0, (there.size() - 1) / SLICE)
                .mapToObj(slice -> FindingSlice.of(
                        slice,
                        there.subList(slice * SLICE, Math.min(there.size(), (slice + 1) * SLICE)).stream()
                                .map(number -> judged(number, at))
                                .toList()));
    }

    /** Those that come later are among them. */
    private static int all(int resources) {
        return resources + resources / 1000;
    }

    private int accountOf(int number) {
        return (int) ((long) number * ACCOUNTS / all(resources));
    }

    private boolean isThere(int number) {
        return changed ? number % 1000 != DELETED : number % 1000 != NEW;
    }

    private Judged judged(int number, Instant at) {
        String account = account(accountOf(number));
        String id = "vol-%017x".formatted(number);
        var volume = new Resource(
                "arn:aws:ec2:" + REGION + ":" + account + ":volume/" + id,
                ResourceType.EBS_VOLUME,
                account,
                REGION,
                id,
                at,
                new FactSheet(Map.of(), Map.of(), Map.of()));
        boolean mended = changed && number % 1000 < MENDED;
        return new Judged(
                volume,
                List.of(
                        finding(volume, "ebs-volume-classified", Severity.MEDIUM, !mended),
                        finding(volume, "ebs-volume-internal-encrypted", Severity.HIGH, !mended),
                        finding(volume, "ebs-volume-web-tier-encrypted", Severity.HIGH, false)));
    }

    private static Finding finding(Resource volume, String rule, Severity severity, boolean fails) {
        return new Finding(
                rule,
                fails ? FindingStatus.FAIL : FindingStatus.PASS,
                severity,
                volume.arn(),
                volume.type(),
                volume.accountId(),
                volume.region(),
                volume.name(),
                Optional.of(DataProtectionClass.INTERNAL),
                volume.name() + " (INTERNAL) is " + (fails ? "not encrypted" : "encrypted"),
                List.of(
                        new Evidence("dataProtectionClass", "INTERNAL", "ec2:DescribeVolumes"),
                        new Evidence("encrypted", !fails, "ec2:DescribeVolumes")),
                List.of(),
                Map.of("enterprise-data-encryption", List.of("E2")),
                volume.readAt());
    }
}
