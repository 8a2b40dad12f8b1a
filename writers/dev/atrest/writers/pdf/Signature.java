package dev.atrest.writers.pdf;

import dev.atrest.writers.Protection.Signer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX500NameUtil;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** A detached CMS signature as PAdES demands it: with the certificate that it was made by among what is signed. */
final class Signature {

    private static final int BUFFER = 1 << 16;
    private static final int MOST_BYTES_BESIDE_CERTIFICATES = 4096;

    private final Signer signer;

    Signature(Signer signer) {
        this.signer = signer;
    }

    String signerName() {
        return nameOf(JcaX500NameUtil.getSubject(signer.chain().getFirst()));
    }

    String issuerName() {
        return nameOf(JcaX500NameUtil.getIssuer(signer.chain().getFirst()));
    }

    private static String nameOf(org.bouncycastle.asn1.x500.X500Name name) {
        var common = name.getRDNs(BCStyle.CN);
        return common.length == 0
                ? name.toString()
                : IETFUtils.valueToString(common[0].getFirst().getValue());
    }

    /** Bytes that the signature takes at most. */
    int mostBytes() throws IOException {
        try {
            int most = MOST_BYTES_BESIDE_CERTIFICATES;
            for (X509Certificate certificate : signer.chain()) {
                most += certificate.getEncoded().length;
            }
            return most;
        } catch (CertificateEncodingException e) {
            throw new IOException("The signer's certificate cannot be encoded: " + e.getMessage(), e);
        }
    }

    /**
     * Signs a file without a part of it.
     *
     * @return the CMS structure, DER-encoded
     */
    byte[] of(FileChannel file, long gapBegins, long gapEnds) throws IOException {
        try {
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .setSignedAttributeGenerator(attributes())
                            .build(
                                    new JcaContentSignerBuilder(algorithm()).build(signer.key()),
                                    signer.chain().getFirst()));
            generator.addCertificates(new JcaCertStore(signer.chain()));
            return generator
                    .generate(new WithoutGap(file, gapBegins, gapEnds), false)
                    .getEncoded("DER");
        } catch (CMSException | OperatorCreationException | GeneralSecurityException e) {
            throw new IOException("The report cannot be signed by " + signerName() + ": " + e.getMessage(), e);
        }
    }

    private String algorithm() {
        return switch (signer.key().getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> fieldSize() > 256 ? "SHA384withECDSA" : "SHA256withECDSA";
            default -> signer.key().getAlgorithm();
        };
    }

    private int fieldSize() {
        return signer.key() instanceof ECKey key
                ? key.getParams().getCurve().getField().getFieldSize()
                : 0;
    }

    /** The time of signing stands in the PDF, where PAdES wants it. */
    private CMSAttributeTableGenerator attributes() throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(signer.chain().getFirst().getEncoded());
        var certificate = new SigningCertificateV2(new ESSCertIDv2(digest));
        var own = new ASN1EncodableVector();
        own.add(new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(certificate)));
        var usual = new DefaultSignedAttributeTableGenerator(new AttributeTable(own));
        return parameters -> usual.getAttributes(parameters).remove(CMSAttributes.signingTime);
    }

    /** Read piece by piece, as it may be larger than memory. */
    private record WithoutGap(FileChannel file, long gapBegins, long gapEnds) implements CMSTypedData {

        @Override
        public ASN1ObjectIdentifier getContentType() {
            return CMSObjectIdentifiers.data;
        }

        @Override
        public void write(OutputStream out) throws IOException {
            copy(0, gapBegins, out);
            copy(gapEnds, file.size(), out);
        }

        private void copy(long from, long to, OutputStream out) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            long position = from;
            while (position < to) {
                buffer.clear().limit((int) Math.min(BUFFER, to - position));
                int read = file.read(buffer, position);
                if (read < 0) {
                    throw new IOException("The file became shorter while it was signed");
                }
                out.write(buffer.array(), 0, read);
                position += read;
            }
        }

        @Override
        public Object getContent() {
            return file;
        }
    }
}
