package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Operations;
import dev.atrest.embeddedaws.wire.Service;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.GetPublicKeyRequest;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SignResponse;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/** Keys of KMS of the spec ECC_NIST_P256, which sign digests by ECDSA with SHA-256. */
final class SigningOperations {

    private static final String SPEC = "ECC_NIST_P256";

    private final Map<String, KeyPair> pairs = new ConcurrentHashMap<>();

    void register(Operations<Call> operations) {
        operations
                .on(Service.KMS, GetPublicKeyRequest.class, this::getPublicKey)
                .on(Service.KMS, SignRequest.class, this::sign);
    }

    private GetPublicKeyResponse getPublicKey(Call call, GetPublicKeyRequest request) {
        LocatedKey found = KeyLookup.any(call, request.keyId());
        KeyPair pair = pair(found);
        return GetPublicKeyResponse.builder()
                .keyId(found.arn())
                .publicKey(SdkBytes.fromByteArray(pair.getPublic().getEncoded()))
                .keySpec(SPEC)
                .keyUsage("SIGN_VERIFY")
                .signingAlgorithms(SigningAlgorithmSpec.ECDSA_SHA_256)
                .build();
    }

    private SignResponse sign(Call call, SignRequest request) {
        LocatedKey found = KeyLookup.any(call, request.keyId());
        if (request.messageType() != MessageType.DIGEST
                || request.signingAlgorithm() != SigningAlgorithmSpec.ECDSA_SHA_256) {
            throw new AwsError(
                    "ValidationException", "The made-up KMS signs digests (MessageType) by ECDSA_SHA_256 only", 400);
        }
        byte[] digest = request.message().asByteArray();
        if (digest.length != 32) {
            throw new AwsError("ValidationException", "Digest is invalid length for algorithm ECDSA_SHA_256.", 400);
        }
        return SignResponse.builder()
                .keyId(found.arn())
                .signature(SdkBytes.fromByteArray(signature(pair(found), digest)))
                .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)
                .build();
    }

    private KeyPair pair(LocatedKey found) {
        if (!found.key().spec().equals(SPEC)) {
            throw new AwsError(
                    "UnsupportedOperationException",
                    found.arn() + " key spec is " + found.key().spec() + " which is not valid for this operation.",
                    400);
        }
        if (!found.key().state().equals("Enabled")) {
            throw new AwsError("DisabledException", found.arn() + " is disabled.", 400);
        }
        return pairs.computeIfAbsent(found.arn(), _ -> generated());
    }

    private static KeyPair generated() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has this curve", e);
        }
    }

    private static byte[] signature(KeyPair pair, byte[] digest) {
        try {
            var signature = Signature.getInstance("NONEwithECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(digest);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key that was made can sign", e);
        }
    }
}
