package dev.atrest.readers;

import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.Resource;
import dev.atrest.model.Unread;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account that nobody can enter: whatever is asked of it is answered with the reason. */
record UnreachableAccount(ReadException reason, CallLedger calls) implements AccountReader {

    @Override
    public List<String> regions() {
        throw reason;
    }

    @Override
    public List<String> regionsNotEnabled() {
        throw reason;
    }

    @Override
    public List<Listing> listings(List<String> regions) {
        throw reason;
    }

    @Override
    public Page page(Listing listing, Optional<String> token) {
        throw reason;
    }

    @Override
    public boolean asksForEach(Listing listing) {
        throw reason;
    }

    @Override
    public Optional<Resource> describe(Listing listing, Page.Item item) {
        throw reason;
    }

    @Override
    public Map<Listing, Calls> takeCalls() {
        return calls.take();
    }

    @Override
    public void giveBack(Listing listing, Calls early) {
        calls.giveBack(listing, early);
    }

    @Override
    public Optional<Coverage.Gap> example(Listing listing, Unread reasonOfFact) {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
