package dev.atrest.embeddedaws;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How often the endpoint was called, refused and broken calls included. */
public final class Calls {

    private final ConcurrentMap<Target, LongAdder> counts = new ConcurrentHashMap<>();
    private final List<Consumer<Target>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Request>> asked = new CopyOnWriteArrayList<>();
    private final List<Consumer<Request>> answered = new CopyOnWriteArrayList<>();

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

    /**
     * What was asked.
     *
     * @param content the same when the same is asked again, in another run too
     */
    public record Request(Target target, String content) {}

    Calls() {}

    void count(Target target, Supplier<String> content) {
        counts.computeIfAbsent(target, _ -> new LongAdder()).increment();
        listeners.forEach(listener -> listener.accept(target));
        tell(asked, target, content);
    }

    void answered(Target target, Supplier<String> content) {
        tell(answered, target, content);
    }

    private static void tell(List<Consumer<Request>> listeners, Target target, Supplier<String> content) {
        if (!listeners.isEmpty()) {
            var request = new Request(target, content.get());
            listeners.forEach(listener -> listener.accept(request));
        }
    }

    /** Tells of every call from now on, by the thread that is about to answer it. */
    public void onEach(Consumer<Target> listener) {
        listeners.add(listener);
    }

    /**
     * Tells of every request from now on.
     *
     * @param whenAsked by the thread that is about to answer it
     * @param whenAnswered when the last byte of an answer that is no error has been sent
     */
    public void onEachRequest(Consumer<Request> whenAsked, Consumer<Request> whenAnswered) {
        asked.add(whenAsked);
        answered.add(whenAnswered);
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
