package dev.atrest.model;

/**
 * How far a failure reaches, for its priority.
 *
 * @param exposure who can reach the data or the key
 * @param dependents resources of the inventory that a failing key encrypts; 0 for other types
 * @param certain false where something was not read that could tell of a wider reach
 */
public record Impact(Exposure exposure, long dependents, boolean certain) {

    /** As everything tells that could. */
    public Impact(Exposure exposure, long dependents) {
        this(exposure, dependents, true);
    }

    /** Reaches nobody else and nothing else, as far as is known. */
    public static final Impact NONE = new Impact(Exposure.ACCOUNT, 0);

    /** Who can reach a resource, the widest first. */
    public enum Exposure {
        /** Anyone in the world. */
        PUBLIC,
        /** Other accounts than the resource's own. */
        SHARED,
        /** The resource's own account, as far as is known. */
        ACCOUNT
    }
}
