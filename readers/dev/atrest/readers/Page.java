package dev.atrest.readers;

import java.util.List;
import java.util.Optional;

/**
 * One page of a listing.
 *
 * @param items what the listing names, each of which {@link AccountReader#describe} turns into a resource
 * @param nextToken asks for the page after this one; empty on the last page
 */
public record Page(Listing listing, List<Item> items, Optional<String> nextToken) {

    /** What a listing says of one resource; only the reader that listed it looks inside. */
    public interface Item {}
}
