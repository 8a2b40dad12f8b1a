package dev.atrest.jobs.export;

import java.util.OptionalLong;

/**
 * What came of an acknowledgement.
 *
 * @param export the one that was acknowledged; empty when none was meant, and only keys of tickets were taken, and that the tickets
 *     were made
 * @param taken items that the target has now as they were given
 * @param tickets keys of tickets that were noted
 * @param left items that were given and not taken: the next export gives them again
 * @param awaiting items that were given and not taken, and are not given again as long as the keys of their tickets are not known
 * @param others rows of the file without an external id
 */
public record Acknowledged(OptionalLong export, long taken, long tickets, long left, long awaiting, long others) {}
