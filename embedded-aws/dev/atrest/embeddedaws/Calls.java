package dev.atrest.embeddedaws;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** How often the endpoint was called, refused and broken calls included. */
public final class Calls {

    private final ConcurrentMap<Target, LongAdder> counts = new ConcurrentHashMap<>();
    private final List<Consumer<Target>> listeners = new CopyOnWriteArrayList<>();

    /**
     * What was called.
     *
     * @param account account of the credentials
     * @param action {@code service:Operation}, e.g. {@code s3:GetBucketPolicy}
     */
    public record Target(String account, String region, String action) implements Comparable<Target> {

        @Override
        public int compareTo(Target other) {
            int byAccount = account.compareTo(other.account);
            int byRegion = byAccount != 0 ? byAccount : region.compareTo(other.region);
            return byRegion != 0 ? byRegion : action.compareTo(other.action);
        }
    }

    Calls() {}

    void count(String account, String region, String action) {
        counts.computeIfAbsent(new Target(account, region, action), target -> new LongAdder())
                .increment();
        listeners.forEach(listener -> listener.accept(new Target(account, region, action)));
    }

    /** Tells of every call from now on, by the thread that is about to answer it. */
    public void onEach(Consumer<Target> listener) {
        listeners.add(listener);
    }

    /** Calls to an account, region and action; each may hold {@code *} for anything. */
    public long of(String account, String region, String action) {
        Glob accounts = new Glob(account);
        Glob regions = new Glob(region);
        Glob actions = new Glob(action);
        return counts.entrySet().stream()
                .filter(entry -> accounts.matches(entry.getKey().account())
                        && regions.matches(entry.getKey().region())
                        && actions.matches(entry.getKey().action()))
                .mapToLong(entry -> entry.getValue().sum())
                .sum();
    }

    /** Calls of an action, e.g. {@code kms:DescribeKey} or {@code kms:*}, in all accounts and regions. */
    public long of(String action) {
        return of("*", "*", action);
    }

    /** All calls. */
    public long total() {
        return of("*");
    }

    /** The counts so far, in the order of their targets. */
    public Map<Target, Long> all() {
        Map<Target, Long> all = new TreeMap<>();
        counts.forEach((target, count) -> all.put(target, count.sum()));
        return all;
    }

    /** Begins to count anew. */
    public void reset() {
        counts.clear();
    }
}
