package dev.atrest.jobs.cli;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A private key and certificates in PEM, as openssl writes them: PKCS#8, PKCS#1 or SEC1.
 *
 * @param encrypted whether it took the password to read the key
 */
record PemKey(PrivateKey key, List<X509Certificate> certificates, boolean encrypted) {

    /**
     * Reads the first private key and all certificates.
     *
     * @return empty when there is no private key
     * @throws IOException when the text is malformed
     * @throws GeneralSecurityException when the key takes a password, and this is not it
     */
    static Optional<PemKey> read(String text, Optional<String> password) throws IOException, GeneralSecurityException {
        var keys = new ArrayList<PrivateKeyInfo>();
        boolean encrypted = false;
        var certificates = new ArrayList<X509Certificate>();
        try (var pem = new PEMParser(new StringReader(text))) {
            for (Object part = pem.readObject(); part != null; part = pem.readObject()) {
                switch (part) {
                    case X509CertificateHolder holder ->
                        certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
                    case PrivateKeyInfo info when keys.isEmpty() -> keys.add(info);
                    case PEMKeyPair pair when keys.isEmpty() -> keys.add(pair.getPrivateKeyInfo());
                    case PKCS8EncryptedPrivateKeyInfo info
                    when keys.isEmpty() -> {
                        keys.add(decrypted(info, required(password)));
                        encrypted = true;
                    }
                    case PEMEncryptedKeyPair pair
                    when keys.isEmpty() -> {
                        keys.add(decrypted(pair, required(password)));
                        encrypted = true;
                    }
                    default -> {
                        // parameters of a curve, and keys after the first one
                    }
                }
            }
        }
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new PemKey(
                        new JcaPEMKeyConverter().getPrivateKey(keys.getFirst()), List.copyOf(certificates), encrypted));
    }

    private static char[] required(Optional<String> password) throws GeneralSecurityException {
        return password.orElseThrow(() -> new GeneralSecurityException(
                        "the key is encrypted; name its password's file with --sign-pdf-password-file"))
                .toCharArray();
    }

    private static PrivateKeyInfo decrypted(PKCS8EncryptedPrivateKeyInfo key, char[] password)
            throws GeneralSecurityException {
        try {
            return key.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(password));
        } catch (PKCSException | OperatorCreationException e) {
            throw wrongPassword(e);
        }
    }

    private static PrivateKeyInfo decrypted(PEMEncryptedKeyPair pair, char[] password) throws GeneralSecurityException {
        try {
            return pair.decryptKeyPair(new JcePEMDecryptorProviderBuilder()
                            .setProvider(new BouncyCastleProvider())
                            .build(password))
                    .getPrivateKeyInfo();
        } catch (IOException e) {
            throw wrongPassword(e);
        }
    }

    private static GeneralSecurityException wrongPassword(Exception cause) {
        return new GeneralSecurityException("the password of --sign-pdf-password-file does not open the key", cause);
    }
}
