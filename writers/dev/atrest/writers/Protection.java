package dev.atrest.writers;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * How report files are protected beyond being readable by their owner only.
 *
 * @param password opens the Excel workbook and the PDF, which are encrypted with it; empty for no encryption
 * @param ownerPassword lifts the restrictions of an encrypted PDF, which may else only be read, copied from and printed. On
 *     its own it encrypts the PDF so that anyone can open it. Empty for one that nobody knows
 * @param signer signs the PDF; empty for no signature
 */
public record Protection(Optional<String> password, Optional<String> ownerPassword, Optional<Signer> signer) {

    public static final Protection NONE = new Protection(Optional.empty(), Optional.empty(), Optional.empty());

    /** The PDF is encrypted. */
    public boolean encrypted() {
        return password.isPresent() || ownerPassword.isPresent();
    }

    /**
     * Who signs.
     *
     * @param chain the key's certificate first, then those of its issuers
     */
    public record Signer(PrivateKey key, List<X509Certificate> chain) {

        /** Without the key. */
        @Override
        public String toString() {
            return "Signer[" + chain.getFirst().getSubjectX500Principal().getName() + "]";
        }
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "Protection[encrypted=" + encrypted() + ", signer=" + signer + "]";
    }
}
