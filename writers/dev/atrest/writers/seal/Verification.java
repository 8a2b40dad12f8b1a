package dev.atrest.writers.seal;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * What came of comparing something with its seal.
 *
 * @param manifest empty when it could not even be read
 * @param key whose signature it is
 * @param differences what was changed, a sentence each; none when all is as it was sealed
 * @param notes what was not compared, and why
 */
public record Verification(
        Optional<Manifest> manifest, Optional<PublicKey> key, List<String> differences, List<String> notes) {

    public boolean intact() {
        return differences.isEmpty();
    }
}
