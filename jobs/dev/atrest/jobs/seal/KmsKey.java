package dev.atrest.jobs.seal;

import dev.atrest.readers.KmsSigner;
import dev.atrest.writers.seal.MalformedSeal;
import dev.atrest.writers.seal.PublicKeys;
import dev.atrest.writers.seal.SigningKey;
import java.io.IOException;
import java.security.PublicKey;

/** A key that KMS keeps: what is signed is sent there as its digest. */
record KmsKey(KmsSigner signer, PublicKey publicKey) implements SigningKey {

    /** @throws IOException when it is of no kind that seals */
    KmsKey(KmsSigner signer) throws IOException {
        this(signer, publicKey(signer));
    }

    private static PublicKey publicKey(KmsSigner signer) throws IOException {
        try {
            return PublicKeys.of(signer.publicKey());
        } catch (MalformedSeal e) {
            throw new IOException(
                    "the key " + signer.keyArn()
                            + " cannot seal: it must be an asymmetric key for signing of the spec ECC_NIST_P256",
                    e);
        }
    }

    @Override
    public byte[] sign(byte[] message) {
        return signer.sign(message);
    }
}
