package dev.atrest.readers;

import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.Resource;
import dev.atrest.model.Unread;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one account. Safe for use by many threads; holds the account's clients and credentials until closed.
 *
 * <p>Every AWS error of a listing leaves as a {@link ReadException}; an error while a resource is described becomes an
 * unread fact of that resource.
 */
public interface AccountReader extends AutoCloseable {

    /**
     * The regions of the scope that are enabled in the account.
     *
     * @throws ReadException when the account's role cannot be assumed or its regions cannot be listed
     */
    List<String> regions();

    /**
     * The regions of the scope that the account has not opted in to; asks AWS nothing that {@link #regions()} does not.
     *
     * @throws ReadException as {@link #regions()}
     */
    List<String> regionsNotEnabled();

    /**
     * The listings that cover the resource types of the scope in these regions.
     *
     * @param regions what {@link #regions()} answered; none when it did not, which leaves the types that AWS lists once an
     *     account
     * @throws ReadException when the account cannot be entered
     */
    List<Listing> listings(List<String> regions);

    /**
     * One page of a listing.
     *
     * @param token the {@link Page#nextToken} of the page before; empty for the first page
     * @throws ReadException when AWS refuses or fails the call
     */
    Page page(Listing listing, Optional<String> token);

    /** Whether {@link #describe} makes calls for each item of a listing, so that many should be described at a time. */
    boolean asksForEach(Listing listing);

    /**
     * The resource that an item of a page names, with all its facts; empty when it was deleted since it was listed or
     * lies outside the scope's regions.
     */
    Optional<Resource> describe(Listing listing, Page.Item item);

    /** The calls made since this was asked last, by the listing that they are counted for. */
    Map<Listing, Calls> takeCalls();

    /** Counts calls that could not be written down yet, to be taken again. */
    void giveBack(Listing listing, Calls early);

    /** What AWS answered, with the request id, when a fact of the listing was left unread for this reason. */
    Optional<Coverage.Gap> example(Listing listing, Unread reason);

    @Override
    void close();
}
