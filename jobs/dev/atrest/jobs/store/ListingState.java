package dev.atrest.jobs.store;

import dev.atrest.model.Coverage;
import java.util.Optional;

/**
 * A coverage row with the place where its listing goes on.
 *
 * @param nextToken page token of a listing that is not finished; empty otherwise
 * @param unread the unread facts of what was listed so far
 */
public record ListingState(Coverage coverage, Optional<String> nextToken, UnreadTally unread) {}
