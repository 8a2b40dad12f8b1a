package dev.atrest.writers.pdf;

import dev.atrest.writers.Protection.Signer;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An auditor with a key and a certificate that she has given herself. */
public final class SampleSigner {

    private SampleSigner() {}

    /** @param algorithm RSA or EC */
    public static Signer of(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("EC") ? 256 : 2048);
        KeyPair pair = generator.generateKeyPair();
        var name = new X500Principal("CN=Jörg Prüfer, O=Revision & Söhne, C=DE");
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var certificate = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.valueOf(20261122),
                        Date.from(now.minus(1, ChronoUnit.DAYS)),
                        Date.from(now.plus(30, ChronoUnit.DAYS)),
                        name,
                        pair.getPublic())
                .addExtension(
                        Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation))
                .build(new JcaContentSignerBuilder(algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA")
                        .build(pair.getPrivate()));
        X509Certificate converted = new JcaX509CertificateConverter().getCertificate(certificate);
        return new Signer(pair.getPrivate(), List.of(converted));
    }
}
