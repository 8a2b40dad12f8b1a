package dev.atrest.jobs.cli;

import dev.atrest.writers.Protection.Signer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The key that reports are signed with, and the certificates that say whose it is. */
final class SignerFile {

    private static final String OPTION = "--sign-pdf";
    private static final String PEM = "-----BEGIN ";

    private final Path file;
    private final Optional<String> password;

    /** @param password of the key; empty when it has none */
    SignerFile(Path file, Optional<String> password) {
        this.file = file;
        this.password = password;
    }

    /** @throws CommandException when the file has no key, no certificate of it, or one that is not valid now */
    Signer signer() {
        try {
            byte[] content = Files.readAllBytes(file);
            String text = new String(content, StandardCharsets.ISO_8859_1);
            return checked(text.contains(PEM) ? pem(text) : keyStore(content));
        } catch (IOException e) {
            throw refused(SecretFile.reason(e));
        } catch (GeneralSecurityException e) {
            throw refused("cannot be used: " + e.getMessage());
        }
    }

    private CommandException refused(String reason) {
        return new CommandException(OPTION + " " + file + " " + reason);
    }

    private Signer pem(String text) throws IOException, GeneralSecurityException {
        PemKey read = PemKey.read(text, password)
                .orElseThrow(
                        () -> refused("has no private key; expected are a private key and its certificates in PEM"));
        if (!read.encrypted()) {
            new SecretFile(OPTION, file).expectOwnersOnly();
        }
        return new Signer(read.key(), ownFirst(read.key(), read.certificates()));
    }

    private Signer keyStore(byte[] content) throws GeneralSecurityException {
        char[] secret = password.orElse("").toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(content), secret);
        } catch (IOException e) {
            throw refused("is neither PEM nor a PKCS#12 key store that "
                    + (password.isPresent()
                            ? "the password of --sign-pdf-password-file opens"
                            : "opens without a password; name its password's file with --sign-pdf-password-file"));
        }
        var keys = new ArrayList<String>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                keys.add(alias);
            }
        }
        if (keys.size() != 1) {
            throw refused("must have exactly one private key; it has "
                    + (keys.isEmpty() ? "none" : keys.size() + ": " + String.join(", ", keys)));
        }
        if (!(store.getKey(keys.getFirst(), secret) instanceof PrivateKey key)) {
            throw refused("has a key that is not a private one");
        }
        List<X509Certificate> chain = Arrays.stream(store.getCertificateChain(keys.getFirst()))
                .map(X509Certificate.class::cast)
                .toList();
        return new Signer(key, ownFirst(key, chain));
    }

    /** The certificate of the key, then the others. */
    private List<X509Certificate> ownFirst(PrivateKey key, List<X509Certificate> certificates)
            throws GeneralSecurityException {
        if (!List.of("RSA", "EC").contains(key.getAlgorithm())) {
            throw refused("has a key of the algorithm " + key.getAlgorithm() + "; allowed are RSA and EC");
        }
        for (X509Certificate certificate : certificates) {
            if (belongTogether(key, certificate)) {
                var chain = new ArrayList<X509Certificate>(List.of(certificate));
                certificates.stream().filter(other -> other != certificate).forEach(chain::add);
                return List.copyOf(chain);
            }
        }
        throw refused("has no certificate of its private key among the " + certificates.size() + " that it has");
    }

    private static boolean belongTogether(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        byte[] probe = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(probe);
        try {
            return signature.verify(signed);
        } catch (java.security.SignatureException e) {
            return false; // of another length: that of another key
        }
    }

    private Signer checked(Signer signer) {
        X509Certificate certificate = signer.chain().getFirst();
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException _) {
            throw refused("has a certificate that expired on "
                    + certificate.getNotAfter().toInstant());
        } catch (CertificateNotYetValidException _) {
            throw refused("has a certificate that is valid only from "
                    + certificate.getNotBefore().toInstant());
        }
        return signer;
    }
}
