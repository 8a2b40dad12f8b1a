package dev.atrest.endtoend;

import dev.atrest.endtoend.EstateYaml.Entry;
import tools.jackson.databind.JsonNode;

/**
 * Default encryption of a bucket as it stands in an estate file.
 *
 * @param algorithm AES256, aws:kms, aws:kms:dsse or notConfigured
 * @param key as the bucket names it; empty when it names none
 */
record Encryption(String algorithm, String key, boolean bucketKey) {

    /** SSE-S3 where the file says nothing, as S3 does since 2023. */
    static Encryption of(Entry bucket) {
        JsonNode node = bucket.node().path("encryption");
        if (!node.isObject()) {
            return new Encryption(node.asString("AES256"), "", false);
        }
        String key = node.path("key").asString("");
        String algorithm = node.path("algorithm").asString(key.isEmpty() ? "AES256" : "aws:kms");
        return new Encryption(algorithm, key, node.path("bucketKey").asBoolean(false));
    }

    boolean configured() {
        return !algorithm.equals("notConfigured");
    }

    boolean withKms() {
        return algorithm.startsWith("aws:kms");
    }
}
