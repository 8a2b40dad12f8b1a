package dev.atrest.embeddedaws;

import dev.atrest.embeddedaws.wire.Incoming;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** What goes wrong; may be changed while the endpoint answers. */
public final class Faults {

    private final List<Active> active = new CopyOnWriteArrayList<>();
    private final Random random = new Random(1);

    /** A fault and how often it was met. */
    private final class Active {

        private final Fault fault;
        private final Glob account;
        private final Glob region;
        private final Glob action;
        private final Glob resource;
        private int seen;
        private int hits;

        Active(Fault fault) {
            this.fault = fault;
            this.account = new Glob(fault.account());
            this.region = new Glob(fault.region());
            this.action = new Glob(fault.action());
            this.resource = new Glob(fault.resource());
        }

        boolean matches(String calledAccount, String calledRegion, Incoming<?> call) {
            return action.matches(call.action())
                    && account.matches(calledAccount)
                    && region.matches(calledRegion)
                    && (resource.matchesAnything() || call.anyText(resource::matches));
        }

        synchronized boolean hits() {
            seen++;
            if (seen <= fault.after() || (fault.times() > 0 && hits >= fault.times())) {
                return false;
            }
            boolean hit = (seen - fault.after()) % fault.every() == 0 && chance() < fault.probability();
            if (hit) {
                hits++;
            }
            return hit;
        }
    }

    Faults(List<Fault> faults) {
        faults.forEach(this::add);
    }

    private double chance() {
        synchronized (random) {
            return random.nextDouble();
        }
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

    /** Makes chance repeatable; the seed is 1 unless set. */
    public Faults seed(long seed) {
        synchronized (random) {
            random.setSeed(seed);
        }
        return this;
    }

    /** What hits a call, in the order in which faults were added. */
    List<Fault> hitting(String account, String region, Incoming<?> call) {
        if (active.isEmpty()) {
            return List.of();
        }
        List<Fault> hits = new ArrayList<>();
        for (Active candidate : active) {
            if (candidate.matches(account, region, call) && candidate.hits()) {
                hits.add(candidate.fault);
            }
        }
        return hits;
    }
}
