package dev.atrest.embeddedaws;

import dev.atrest.embeddedaws.wire.Incoming;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** What goes wrong; may be changed while the endpoint answers. */
public final class Faults {

    private final List<Active> active = new CopyOnWriteArrayList<>();
    private volatile long seed = 1;

    /** Requests are told apart by this many counters: few enough for memory, many enough for small estates. */
    private static final int COUNTERS = 1 << 18;

    /** A fault and how often it was met. */
    private final class Active {

        private final Fault fault;
        private final Glob account;
        private final Glob region;
        private final Glob action;
        private final Glob resource;
        private final AtomicIntegerArray repetitions;
        private int seen;
        private int hits;

        Active(Fault fault) {
            this.fault = fault;
            this.account = new Glob(fault.account());
            this.region = new Glob(fault.region());
            this.action = new Glob(fault.action());
            this.resource = new Glob(fault.resource());
            this.repetitions = new AtomicIntegerArray(fault.probability() < 1 ? COUNTERS : 0);
        }

        boolean matches(String calledAccount, String calledRegion, Incoming<?> call) {
            return action.matches(call.action())
                    && account.matches(calledAccount)
                    && region.matches(calledRegion)
                    && (fault.fault() != Fault.Kind.TOKEN_STALE
                            || call.pageToken().isPresent())
                    && (resource.matchesAnything() || call.anyText(resource::matches));
        }

        /** Chance depends on the request and on how often it came, and not on which of two threads is faster. */
        boolean meets(String calledAccount, String calledRegion, Incoming<?> call) {
            if (fault.probability() == 1) {
                return hits(true);
            }
            int request = Objects.hash(calledAccount, calledRegion, call.action(), call.content());
            int nth = repetitions.getAndIncrement(Math.floorMod(request, COUNTERS));
            long chance = Objects.hash(fault.fault().name(), fault.action(), request, nth);
            // The first number of neighbouring seeds is not far apart.
            return hits(new SplittableRandom(seed * 1_000_003 ^ chance * 0x9E3779B97F4A7C15L).nextDouble()
                    < fault.probability());
        }

        private synchronized boolean hits(boolean byChance) {
            seen++;
            if (seen <= fault.after() || (fault.times() > 0 && hits >= fault.times())) {
                return false;
            }
            boolean hit = (seen - fault.after()) % fault.every() == 0 && byChance;
            if (hit) {
                hits++;
            }
            return hit;
        }
    }

    Faults(List<Fault> faults) {
        faults.forEach(this::add);
    }

    /** Adds a fault, which counts its calls from now on. */
    public Faults add(Fault fault) {
        active.add(new Active(fault));
        return this;
    }

    /** Takes all faults away, those of the estate included. */
    public Faults clear() {
        active.clear();
        return this;
    }

    /** Makes chance another; it is the same in every run with the same seed, which is 1 unless set. */
    public Faults seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** What hits a call, in the order in which faults were added. */
    List<Fault> hitting(String account, String region, Incoming<?> call) {
        if (active.isEmpty()) {
            return List.of();
        }
        List<Fault> hits = new ArrayList<>();
        for (Active candidate : active) {
            if (candidate.matches(account, region, call) && candidate.meets(account, region, call)) {
                hits.add(candidate.fault);
            }
        }
        return hits;
    }
}
