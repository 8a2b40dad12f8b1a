package dev.atrest.writers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a rule on a resource, the same in every assessment and in every format. */
public final class FindingId {

    private FindingId() {}

    /** The rule and the digest, e.g. {@code kms-key-rotation-enabled-1f0c9a7e52d40b36}. */
    public static String of(String ruleId, String resourceArn) {
        return ruleId + "-" + digest(ruleId, resourceArn);
    }

    /** The first 64 bits of the SHA-256 over rule id and ARN, hexadecimal. */
    public static String digest(String ruleId, String resourceArn) {
        byte[] key = (ruleId + "\n" + resourceArn).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
