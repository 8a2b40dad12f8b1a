package dev.atrest.jobs.cli;

import dev.atrest.writers.seal.Manifest;
import dev.atrest.writers.seal.PublicKeys;
import java.security.PublicKey;

/** Says whose signature a seal has, and what that is worth. */
final class SignedBy {

    private SignedBy() {}

    /** @param given whether the user named the key @param where it was found otherwise */
    static String inWords(PublicKey by, boolean given, String where) {
        Manifest.Key described = PublicKeys.described(by);
        return "Key: " + described.algorithm() + " " + described.id()
                + (given
                        ? ", as given"
                        : ", as found in " + where
                                + ": that is worth as much as knowing whose it is. Compare it with the key of whoever runs"
                                + " the assessments, or name that with --key.");
    }
}
