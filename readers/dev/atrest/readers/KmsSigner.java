package dev.atrest.readers;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * A key of KMS that seals an assessment: the only thing that is ever asked of AWS beside reading, and only where somebody
 * wishes it. The caller needs {@code kms:GetPublicKey} and {@code kms:Sign} on the key.
 */
public final class KmsSigner {

    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:kms:([a-z0-9-]+):[0-9]{12}:(?:key/[A-Za-z0-9-]+|alias/[A-Za-z0-9/_-]+)");

    private final KmsClient kms;
    private final String keyArn;

    private KmsSigner(KmsClient kms, String keyArn) {
        this.kms = kms;
        this.keyArn = keyArn;
    }

    /**
     * Nothing is asked of AWS yet.
     *
     * @throws ScopeException when that is no ARN of a key or an alias
     */
    static KmsSigner of(AwsClients clients, String keyArn) {
        Matcher arn = ARN.matcher(keyArn);
        if (!arn.matches()) {
            throw new ScopeException("'" + keyArn
                    + "' is no ARN of a KMS key; allowed is arn:aws:kms:REGION:ACCOUNT:key/ID, or one of an alias");
        }
        return new KmsSigner(clients.kms(arn.group(1)), keyArn);
    }

    public String keyArn() {
        return keyArn;
    }

    /**
     * The public half of the key, X.509 SubjectPublicKeyInfo.
     *
     * @throws AccessException when KMS does not tell it
     */
    public byte[] publicKey() {
        try {
            return kms.getPublicKey(request -> request.keyId(keyArn))
                    .publicKey()
                    .asByteArray();
        } catch (SdkException e) {
            throw new AccessException(
                    "The signing key " + keyArn + " cannot be used (kms:GetPublicKey): " + e.getMessage(), e);
        }
    }

    /**
     * Signs a message by ECDSA with SHA-256.
     *
     * @return the signature, DER
     * @throws AccessException when KMS does not sign
     */
    public byte[] sign(byte[] message) {
        try {
            return kms.sign(request -> request.keyId(keyArn)
                            .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)
                            .messageType(MessageType.DIGEST)
                            .message(SdkBytes.fromByteArray(sha256(message))))
                    .signature()
                    .asByteArray();
        } catch (SdkException e) {
            throw new AccessException("The key " + keyArn + " does not sign (kms:Sign): " + e.getMessage(), e);
        }
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
