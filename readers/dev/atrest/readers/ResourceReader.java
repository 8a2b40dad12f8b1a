package dev.atrest.readers;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one resource type is read: how AWS lists it, and which calls tell the facts of each. Everything shared (page guards,
 * errors, coverage, threads) lives around it.
 *
 * @param <I> what the listing says of one resource
 */
interface ResourceReader<I extends Page.Item> {

    /** The call that lists the resources and tells the facts that need no call of their own. */
    AwsCall listingCall();

    Class<I> itemType();

    /**
     * One page.
     *
     * @param region the region to list; the home region for a type that AWS lists once an account
     * @param token null for the first page
     * @throws ReadException when AWS does not answer, or leaves out what every answer holds
     */
    Listed<I> list(String region, @Nullable String token);

    /** Whether {@link #describe} makes calls of its own for each item, which are better made for many at a time. */
    default boolean asksForEach() {
        return true;
    }

    /**
     * The resource with its facts; empty when it lies outside the scope's regions.
     *
     * @throws ResourceGone when it was deleted since it was listed
     */
    Optional<Described> describe(String region, I item, FactCalls calls);

    /** @param nextToken null or empty on the last page */
    record Listed<I>(List<I> items, @Nullable String nextToken) {}

    /**
     * @param region empty for what belongs to a whole account
     * @param facts of the record type that {@link dev.atrest.model.ResourceType#facts()} names
     */
    record Described(String arn, String region, String name, Record facts) {}
}
