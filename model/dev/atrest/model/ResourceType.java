package dev.atrest.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of resources that are assessed, each with the record of facts that is read about it. */
public enum ResourceType {
    S3_BUCKET("S3Bucket", S3Bucket.class, Scope.ACCOUNT),
    EBS_VOLUME("EbsVolume", EbsVolume.class, Scope.REGION),
    EBS_SNAPSHOT("EbsSnapshot", EbsSnapshot.class, Scope.REGION),
    KMS_KEY("KmsKey", KmsKey.class, Scope.REGION),
    TRAIL("Trail", Trail.class, Scope.REGION),
    ACCOUNT_SETTINGS("AccountSettings", AccountSettings.class, Scope.ACCOUNT),
    REGION_SETTINGS("RegionSettings", RegionSettings.class, Scope.REGION);

    /** Whether AWS lists the type once an account or once a region. */
    public enum Scope {
        ACCOUNT,
        REGION
    }

    private final String label;
    private final Class<? extends Record> facts;
    private final Scope scope;

    ResourceType(String label, Class<? extends Record> facts, Scope scope) {
        this.label = label;
        this.facts = facts;
        this.scope = scope;
    }

    /** The name used in rule files, reports and on the command line, e.g. {@code S3Bucket}. */
    public String label() {
        return label;
    }

    /** The record whose components are the facts of this type. */
    public Class<? extends Record> facts() {
        return facts;
    }

    public Scope scope() {
        return scope;
    }

    /** The type with this label, compared ignoring case. */
    public static Optional<ResourceType> byLabel(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label.equalsIgnoreCase(label))
                .findFirst();
    }

    /** All labels, comma-separated, for messages that say what is allowed. */
    public static String labels() {
        return Arrays.stream(values()).map(ResourceType::label).collect(Collectors.joining(", "));
    }
}
