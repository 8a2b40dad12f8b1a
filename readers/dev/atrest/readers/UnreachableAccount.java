package dev.atrest.readers;

import dev.atrest.model.Resource;
import java.util.List;
import java.util.Optional;

/** An account that nobody can enter: whatever is asked of it is answered with the reason. */
record UnreachableAccount(ReadException reason) implements AccountReader {

    @Override
    public List<String> regions() {
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
    public void close() {}
}
