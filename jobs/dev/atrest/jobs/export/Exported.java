package dev.atrest.jobs.export;

/**
 * What came of an export.
 *
 * @param id by which it is acknowledged; 0 when there was nothing to tell and nothing is to be acknowledged
 * @param created rows of items that the target has not acknowledged before
 * @param updated rows of items that are other than what the target has
 * @param closed rows of items that nobody has to act on any more
 */
public record Exported(long id, long created, long updated, long closed) {

    public long rows() {
        return created + updated + closed;
    }
}
