package dev.atrest.jobs.export;

import java.util.OptionalLong;

/**
 * What came of an acknowledgement.
 *
 * @param export the one that was acknowledged; empty when none waited, and only keys of tickets were taken
 * @param taken items that the target has now as they were given
 * @param tickets keys of tickets that were noted
 * @param left items that were given and not taken: the next export gives them again
 * @param others rows of the file without an external id
 */
public record Acknowledged(OptionalLong export, long taken, long tickets, long left, long others) {}
