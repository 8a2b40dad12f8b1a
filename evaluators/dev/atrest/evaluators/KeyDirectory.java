package dev.atrest.evaluators;

import dev.atrest.model.JoinedKey;
import dev.atrest.model.Unread;

/** The KMS keys that an assessment has read, found the way resources name them. */
public interface KeyDirectory {

    /**
     * Looks up a key.
     *
     * @param accountId account of the resource that names the key: the owner of a key named by bare id or alias
     * @param region region of that resource
     * @param id key ARN, key id, alias name or alias ARN; not empty
     */
    Lookup find(String accountId, String region, String id);

    /** What is known of a key. */
    sealed interface Lookup {}

    /**
     * The key was read, or is known not to exist ({@link JoinedKey#NOT_FOUND}: the keys of its account and region were all
     * listed and it is not among them).
     */
    record Found(JoinedKey key) implements Lookup {}

    /** The key's account and region were not, or not fully, read. */
    record NotRead(Unread reason) implements Lookup {}
}
