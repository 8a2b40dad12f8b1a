package dev.atrest.writers.seal;

import java.io.IOException;
import java.security.PublicKey;

/** A key that seals, wherever it is kept. */
public interface SigningKey {

    PublicKey publicKey();

    /**
     * Signs a message.
     *
     * @throws IOException when whoever keeps the key does not sign
     */
    byte[] sign(byte[] message) throws IOException;
}
