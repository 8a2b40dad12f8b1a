package dev.atrest.evaluators.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for values of condition keys with which every one of some Deny statements fails in one of its conditions. What a
 * statement leaves no choice in is settled first; only where statements leave one, choices are tried.
 */
final class DenySearch {

    /** Bounds the choices tried for one request; beyond, the answer is unknown. */
    private static final int MAX_CHOICES = 5_000;

    private final Work work;
    private int choices;
    private boolean exhausted;

    DenySearch(Work work) {
        this.work = work;
    }

    /** The values still possible for each key; immutable but for whoever makes it. */
    static final class Values {

        private final @Nullable BitSet[] byKey;

        Values(int keys) {
            byKey = new BitSet[keys];
        }

        private Values(Values other) {
            byKey = other.byKey.clone();
        }

        Values copy() {
            return new Values(this);
        }

        /** Leaves only these values of a key; false when none is left. */
        boolean narrow(int key, BitSet fitting) {
            BitSet before = byKey[key];
            if (before == null) {
                byKey[key] = fitting;
                return !fitting.isEmpty();
            }
            var both = (BitSet) before.clone();
            both.and(fitting);
            byKey[key] = both;
            return !both.isEmpty();
        }

        private boolean admits(int key, BitSet fitting) {
            BitSet values = byKey[key];
            return values == null ? !fitting.isEmpty() : values.intersects(fitting);
        }

        private boolean isWithin(int key, BitSet fitting) {
            BitSet values = byKey[key];
            if (values == null) {
                return false;
            }
            for (int value = values.nextSetBit(0); value >= 0; value = values.nextSetBit(value + 1)) {
                if (!fitting.get(value)) {
                    return false;
                }
            }
            return true;
        }

        /** Whether some values of every key are possible by both. */
        boolean agreesWith(Values other) {
            for (int key = 0; key < byKey.length; key++) {
                BitSet fitting = other.byKey[key];
                if (fitting != null && !admits(key, fitting)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** One way for a Deny not to apply: by these values of a key. */
    record Way(int key, BitSet values) {}

    /** Whether the search gave up: there may be values though it found none. */
    boolean gaveUp() {
        return exhausted;
    }

    /**
     * Values by which every Deny fails; null when there are none, or when it gave up.
     *
     * @param denies the ways around each
     */
    @Nullable
    Values find(List<List<Way>> denies, Values start) {
        choices = 0;
        exhausted = false;
        return search(denies, start.copy());
    }

    /** @param values the search's own */
    private @Nullable Values search(List<List<Way>> denies, Values values) {
        work.spend(8 + values.byKey.length);
        List<List<Way>> open = denies;
        boolean narrowed = true;
        while (narrowed) {
            narrowed = false;
            var stillOpen = new ArrayList<List<Way>>();
            for (List<Way> ways : open) {
                List<Way> left = left(ways, values);
                if (left == null) {
                    continue;
                }
                if (left.isEmpty()) {
                    return null;
                }
                if (left.size() == 1) {
                    values.narrow(left.getFirst().key, left.getFirst().values);
                    narrowed = true;
                } else {
                    stillOpen.add(left);
                }
            }
            open = stillOpen;
        }
        return open.isEmpty() ? values : choose(open, values);
    }

    /** The ways still possible; null where the Deny fails already. */
    private @Nullable List<Way> left(List<Way> ways, Values values) {
        int possible = 0;
        for (Way way : ways) {
            work.spend(2 + way.values.length() / 32);
            if (values.admits(way.key, way.values)) {
                if (values.isWithin(way.key, way.values)) {
                    return null;
                }
                possible++;
            }
        }
        return possible == ways.size()
                ? ways
                : ways.stream()
                        .filter(way -> values.admits(way.key, way.values))
                        .toList();
    }

    private @Nullable Values choose(List<List<Way>> open, Values values) {
        List<Way> narrowest = open.getFirst();
        for (List<Way> ways : open) {
            narrowest = ways.size() < narrowest.size() ? ways : narrowest;
        }
        var rest = new ArrayList<>(open);
        rest.remove(narrowest);
        for (Way way : narrowest) {
            if (++choices > MAX_CHOICES) {
                exhausted = true;
            }
            if (exhausted) {
                return null;
            }
            Values chosen = values.copy();
            chosen.narrow(way.key, way.values);
            Values found = search(rest, chosen);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
