package dev.atrest.readers;

import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Counts the calls of one account for the listing whose work makes them. What several types share is counted in one known
 * place, so that two runs count alike: calls about trails with the trails of the region, other calls for a whole region with
 * its settings, calls for the whole account with that one's settings. Where these are out of scope, the listing that happened
 * to ask first has them.
 */
final class CallLedger {

    private static final ScopedValue<Entry> CURRENT = ScopedValue.newInstance();

    private final String accountId;
    private final Set<ResourceType> types;
    private final Map<Listing, Entry> entries = new ConcurrentHashMap<>();

    CallLedger(String accountId, Set<ResourceType> types) {
        this.accountId = accountId;
        this.types = Set.copyOf(types);
    }

    /** What was counted for one listing. */
    private final class Entry {

        private Calls calls = Calls.NONE;
        /** One for each call and error code, of which there are few. */
        private final Map<Unread, Coverage.Gap> examples = new HashMap<>();

        synchronized void count(Calls more) {
            calls = calls.plus(more);
        }

        synchronized Calls take() {
            Calls taken = calls;
            calls = Calls.NONE;
            return taken;
        }

        synchronized void note(Coverage.Gap gap) {
            examples.putIfAbsent(new Unread(gap.call(), gap.error()), gap);
        }

        synchronized Optional<Coverage.Gap> example(Unread reason) {
            return Optional.ofNullable(examples.get(reason));
        }

        CallLedger ledger() {
            return CallLedger.this;
        }
    }

    /** Calls of this work are counted for the listing. */
    <T> T during(Listing listing, Supplier<T> work) {
        return ScopedValue.where(CURRENT, entry(listing)).call(work::get);
    }

    /** Calls of this work are for the account as a whole. */
    <T> T forAccount(Supplier<T> work) {
        return shared(accountSettings(), work);
    }

    /** Calls of this work are for all types of the region. */
    <T> T forRegion(String region, Supplier<T> work) {
        return shared(new Listing(accountId, region, ResourceType.REGION_SETTINGS), work);
    }

    /** Calls of this work are about trails, whatever type asks. */
    <T> T forTrails(String region, Supplier<T> work) {
        return shared(new Listing(accountId, region, ResourceType.TRAIL), work);
    }

    private <T> T shared(Listing place, Supplier<T> work) {
        return types.contains(place.type()) || !CURRENT.isBound() ? during(place, work) : work.get();
    }

    private Listing accountSettings() {
        return new Listing(accountId, Coverage.GLOBAL, ResourceType.ACCOUNT_SETTINGS);
    }

    /** Work for another thread, counted where that of this thread is. */
    static <T> Supplier<T> alike(Supplier<T> work) {
        if (!CURRENT.isBound()) {
            return work;
        }
        Entry here = CURRENT.get();
        return () -> ScopedValue.where(CURRENT, here).call(work::get);
    }

    /** Calls that the work of this thread has made. */
    static void count(Calls calls) {
        if (CURRENT.isBound()) {
            CURRENT.get().count(calls);
        }
    }

    /** Calls that got the account's credentials while another call was made. */
    static void countForAccount(Calls calls) {
        if (CURRENT.isBound()) {
            CallLedger ledger = CURRENT.get().ledger();
            ledger.forAccount(() -> {
                count(calls);
                return calls;
            });
        }
    }

    /** A call of this thread's work left a fact unread. */
    static void note(Coverage.Gap gap) {
        if (CURRENT.isBound()) {
            CURRENT.get().note(gap);
        }
    }

    /** What has been counted since this was asked last. */
    Map<Listing, Calls> take() {
        var taken = new HashMap<Listing, Calls>();
        entries.forEach((listing, entry) -> {
            Calls calls = entry.take();
            if (!calls.equals(Calls.NONE)) {
                taken.put(listing, calls);
            }
        });
        return taken;
    }

    /** Counts what was taken too early. */
    void giveBack(Listing listing, Calls calls) {
        entry(listing).count(calls);
    }

    /** What AWS answered the first time that a fact of the listing stayed unread for this reason. */
    Optional<Coverage.Gap> example(Listing listing, Unread reason) {
        return entry(listing).example(reason);
    }

    private Entry entry(Listing listing) {
        return entries.computeIfAbsent(listing, _ -> new Entry());
    }
}
