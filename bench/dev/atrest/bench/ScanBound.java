package dev.atrest.bench;

import java.time.Duration;

/**
 * How fast a scan could be at all: each call takes the latency, so many may be under way at once, and some calls have to wait
 * for the answers of others.
 *
 * <p>The longest chain of dependent calls follows from the estate. In each account: AssumeRole, DescribeRegions, then the
 * longest of
 *
 * <ul>
 *   <li>the pages of volumes, of snapshots, of keys or of buckets, each page asked for with the token of the one before; and
 *   <li>after the last page of keys, DescribeKey and then GetKeyPolicy;
 *   <li>after the last page of buckets, GetBucketPolicy and then GetBucketPolicyStatus;
 *   <li>after a first page of snapshots, the listing of public ones.
 * </ul>
 *
 * <p>Tags and aliases are asked for beside these, with one call after a page of keys or buckets.
 */
record ScanBound(long calls, int chain, Duration latency, int inFlight) {

    private static final int PAGE = 1000;
    /** What is asked about a bucket or a key, one after the other. */
    private static final int ONE_BY_ONE = 2;

    static ScanBound of(ScanEstate estate, long calls, Duration latency, int inFlight) {
        int places = estate.accounts() * estate.regions();
        int buckets = ScanEstate.most(estate.buckets(), estate.accounts());
        int keys = ScanEstate.most(estate.keys(), places);
        int volumePages = pages(ScanEstate.most(estate.volumes(), places), PAGE);
        int snapshots = ScanEstate.most(estate.snapshots(), places);
        int snapshotPages = snapshots == 0 ? 1 : Math.max(pages(snapshots, PAGE), 2);
        int keyPages = pages(keys, PAGE) + (keys == 0 ? 0 : ONE_BY_ONE);
        int bucketPages = pages(buckets, PAGE) + (buckets == 0 ? 0 : ONE_BY_ONE);
        int longest = Math.max(Math.max(volumePages, snapshotPages), Math.max(keyPages, bucketPages));
        return new ScanBound(calls, 2 + longest, latency, inFlight);
    }

    /** Calls of listings that hold so many. */
    static int pages(int items, int page) {
        return Math.max(1, Math.ceilDiv(items, page));
    }

    Duration throughput() {
        return latency.multipliedBy(calls).dividedBy(inFlight);
    }

    Duration chained() {
        return latency.multipliedBy(chain);
    }

    Duration bound() {
        return throughput().compareTo(chained()) > 0 ? throughput() : chained();
    }
}
