package dev.atrest.writers.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/** The keys that tell whether a signature is right: Ed25519, and ECDSA on the curve P-256 with SHA-256. */
public final class PublicKeys {

    private static final String PEM = "PUBLIC KEY";
    private static final int P256_BITS = 256;

    private PublicKeys() {}

    /** What a manifest says of a key. */
    public static Manifest.Key described(PublicKey key) {
        return new Manifest.Key(algorithm(key), Sha256.of(key.getEncoded()));
    }

    private static String algorithm(PublicKey key) {
        return key instanceof EdECPublicKey ? "Ed25519" : "ECDSA_SHA_256";
    }

    public static byte[] pem(PublicKey key) {
        return Pem.write(PEM, key.getEncoded()).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads a public key in PEM.
     *
     * @throws IOException naming the file, when it has no key of a kind that seals
     */
    public static PublicKey read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no public key " + file);
        }
        try {
            return parse(Files.readAllBytes(file));
        } catch (MalformedSeal e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** @throws MalformedSeal when that is no PEM of a key that seals */
    public static PublicKey parse(byte[] pem) throws MalformedSeal {
        return of(Pem.read(PEM, new String(pem, StandardCharsets.ISO_8859_1)));
    }

    /**
     * A key in its standard form.
     *
     * @param der X.509 SubjectPublicKeyInfo
     * @throws MalformedSeal when it is of no kind that seals
     */
    public static PublicKey of(byte[] der) throws MalformedSeal {
        for (String kind : List.of("EdDSA", "EC")) {
            try {
                PublicKey key = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
                boolean fits = key instanceof EdECPublicKey edwards
                                && edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName())
                        || key instanceof ECPublicKey elliptic
                                && elliptic.getParams().getCurve().getField().getFieldSize() == P256_BITS;
                if (fits) {
                    return key;
                }
            } catch (GeneralSecurityException e) {
                // It is of another kind.
            }
        }
        throw new MalformedSeal("it is no public key that seals; allowed are Ed25519 and ECDSA on the curve P-256");
    }

    /** Whether this key has made the signature over the message. */
    public static boolean verify(PublicKey key, byte[] message, byte[] signature) {
        try {
            var check = Signature.getInstance(key instanceof EdECPublicKey ? "Ed25519" : "SHA256withECDSA");
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of another length or form is none.
            return false;
        }
    }
}
