package dev.atrest.jobs.export;

import java.nio.file.Path;
import java.util.List;

/**
 * What came of an export.
 *
 * @param id by which it is acknowledged; 0 when there was nothing to tell and nothing is to be acknowledged
 * @param created rows of items that the target has not acknowledged before
 * @param updated rows of items that are other than what the target has
 * @param closed rows of items that nobody has to act on any more
 * @param awaiting items that would have a row if the keys of their tickets were known: a target that finds tickets by nothing else
 *     would make them twice
 * @param files in the order in which they are to be imported
 */
public record Exported(long id, long created, long updated, long closed, long awaiting, List<Path> files) {

    public Exported {
        files = List.copyOf(files);
    }

    public long rows() {
        return created + updated + closed;
    }
}
