package dev.atrest.bench;

import java.util.Map;
import java.util.function.Predicate;

/**
 * Whom the calls of a scan were for. A listing costs a call for each region, account or page, however many resources it
 * names; the others name the one resource that they ask about.
 */
record CallTable(ScanEstate estate, Map<String, Long> calls) {

    private static final int PAGE = 1000;

    /** Calls that asked about one bucket. */
    long forBuckets() {
        return sum(action -> action.startsWith("s3:") && !action.equals("s3:ListBuckets"));
    }

    /** Calls that asked about one key. */
    long forKeys() {
        return sum(action -> action.startsWith("kms:") && !action.matches("kms:List(Keys|Aliases)"));
    }

    long forVolumes() {
        return of("ec2:DescribeVolumes");
    }

    /** The pages of the account's own snapshots, and what asked about one. */
    long forSnapshots() {
        return of("ec2:DescribeSnapshots") - publicSnapshotListings() + of("ec2:DescribeSnapshotAttribute");
    }

    /** Both listings have the same name, but the pages of the account's own snapshots follow from the estate. */
    long publicSnapshotListings() {
        int places = estate.accounts() * estate.regions();
        long own = 0;
        for (int place = 0; place < places; place++) {
            own += ScanBound.pages(ScanEstate.share(estate.snapshots(), place, places), PAGE);
        }
        // The management account has regions too, and no snapshots in them.
        return Math.max(0, of("ec2:DescribeSnapshots") - own - estate.regions());
    }

    /** What accounts and regions cost, whatever they hold. */
    long overhead() {
        return scan() - forBuckets() - forKeys() - forVolumes() - forSnapshots();
    }

    /** All calls but those of the discovery of accounts, which comes before the scan. */
    long scan() {
        return sum(action -> !action.startsWith("organizations:"));
    }

    private long of(String action) {
        return calls.getOrDefault(action, 0L);
    }

    private long sum(Predicate<String> action) {
        return calls.entrySet().stream()
                .filter(call -> action.test(call.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    static double per(long calls, long resources) {
        return resources == 0 ? 0 : Math.round(10_000.0 * calls / resources) / 10_000.0;
    }

    void print() {
        System.out.println("calls by operation:");
        calls.forEach((action, count) -> System.out.printf("  %-44s %,9d%n", action, count));
        System.out.println("calls by what they were for:");
        row("buckets, one by one", forBuckets(), estate.buckets());
        row("keys, one by one", forKeys(), estate.keys());
        row("volumes, listed", forVolumes(), estate.volumes());
        row("snapshots, listed", forSnapshots(), estate.snapshots());
        int places = (estate.accounts() + 1) * estate.regions();
        row("regions of accounts, whatever they hold", overhead(), places);
        System.out.printf("    of these %,d to list public snapshots%n", publicSnapshotListings());
    }

    private static void row(String what, long calls, long resources) {
        System.out.printf("  %-44s %,9d for %,9d: %.4f each%n", what, calls, resources, per(calls, resources));
    }
}
