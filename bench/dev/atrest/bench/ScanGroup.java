package dev.atrest.bench;

import dev.atrest.model.ResourceType;

/**
 * Resources of a {@link ScanEstate} that are alike.
 *
 * @param name of one of them, with {@code {n}} for its number in eight digits, from 0
 * @param count how many
 * @param dataClass as they are tagged; empty for no such tag
 * @param guarded buckets have a policy, volumes and snapshots are encrypted
 * @param key id of the key that encrypts them, in their account and region; empty for AWS's own
 */
record ScanGroup(
        ResourceType type,
        String account,
        String region,
        String name,
        int count,
        String dataClass,
        boolean guarded,
        String key) {

    static final String KEY = "00000000-0000-4000-8000-0000{n}";
    static final int ROTATION_DAYS = 365;
    static final String CLASS_TAG = "DataProtectionClass";
    static final String TLS_ONLY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\","
                    + "\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}]}";

    /** The ARN of all of them up to the number, with which it ends. */
    String arnUpToNumber() {
        String upToNumber = name.replace("{n}", "");
        return switch (type) {
            case S3_BUCKET -> "arn:aws:s3:::" + upToNumber;
            case EBS_VOLUME -> "arn:aws:ec2:" + region + ":" + account + ":volume/" + upToNumber;
            case EBS_SNAPSHOT -> "arn:aws:ec2:" + region + "::snapshot/" + upToNumber;
            case KMS_KEY -> "arn:aws:kms:" + region + ":" + account + ":key/" + upToNumber;
            default -> throw new IllegalStateException("the estate has no " + type);
        };
    }

    /** As the embedded endpoint reads it. */
    String yaml() {
        String tags =
                ", tags: { " + (dataClass.isEmpty() ? "" : CLASS_TAG + ": " + dataClass + ", ") + "team: bench } }";
        String counted = "\"" + name + "\", count: " + count;
        String encryption = guarded ? ", key: \"" + key + "\"" : "";
        return switch (type) {
            case S3_BUCKET ->
                "{ name: " + counted + ", region: " + region + (guarded ? ", policy: '" + TLS_ONLY + "'" : "") + tags;
            case EBS_VOLUME -> "{ id: " + counted + encryption + tags;
            case EBS_SNAPSHOT ->
                "{ id: " + counted + ", volume: \"" + name.replace("snap-", "vol-") + "\"" + encryption + tags;
            case KMS_KEY -> "{ id: " + counted + ", rotationDays: " + ROTATION_DAYS + tags;
            default -> throw new IllegalStateException("the estate has no " + type);
        };
    }
}
