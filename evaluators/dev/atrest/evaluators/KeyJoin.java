package dev.atrest.evaluators;

import dev.atrest.model.JoinedKey;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import java.util.Map;

/** Joins the KMS key that a {@link dev.atrest.model.KeyReference} leads to. */
final class KeyJoin implements Join {

    private static final String AWS_MANAGED_ALIAS = "alias/aws/";
    private static final Joined NONE = new Joined(values(JoinedKey.NONE), "");

    private final KeyDirectory keys;

    KeyJoin(KeyDirectory keys) {
        this.keys = keys;
    }

    @Override
    public Result join(Resource resource, Map<String, ?> parent, String id) {
        if (id.isEmpty()) {
            // SSE-KMS that names no key uses the AWS-managed key of S3.
            return usesKmsWithoutNamingAKey(resource, parent) ? find(resource, AWS_MANAGED_ALIAS + "s3") : NONE;
        }
        return find(resource, id);
    }

    private static boolean usesKmsWithoutNamingAKey(Resource resource, Map<String, ?> parent) {
        return resource.type() == ResourceType.S3_BUCKET
                && parent.get("algorithm") instanceof String algorithm
                && algorithm.startsWith("aws:kms");
    }

    private Result find(Resource resource, String id) {
        var lookup = keys.find(resource.accountId(), resource.region(), id);
        if (lookup instanceof KeyDirectory.Found(JoinedKey key) && !key.equals(JoinedKey.NOT_FOUND)) {
            return new Joined(values(key), "kms:DescribeKey");
        }
        if (isAwsManagedAlias(id)) {
            // The prefix is AWS's own; AWS makes the key on its first use, keeps it enabled and lets nobody delete it.
            var born = new JoinedKey("", resource.accountId(), "AWS", "Enabled", "SYMMETRIC_DEFAULT", "AWS_KMS");
            return new Joined(values(born), "");
        }
        return switch (lookup) {
            case KeyDirectory.Found(JoinedKey key) -> new Joined(values(key), "kms:ListKeys");
            case KeyDirectory.NotRead(var reason) -> new NotRead(reason);
        };
    }

    private static boolean isAwsManagedAlias(String id) {
        return id.startsWith(AWS_MANAGED_ALIAS) || id.startsWith("arn:") && id.contains(":" + AWS_MANAGED_ALIAS);
    }

    /** The components of {@link JoinedKey} by name, without reflection because every resource with a key comes by here. */
    static Map<String, Object> values(JoinedKey key) {
        return Map.of(
                "arn",
                key.arn(),
                "accountId",
                key.accountId(),
                "manager",
                key.manager(),
                "state",
                key.state(),
                "spec",
                key.spec(),
                "origin",
                key.origin(),
                FactSchema.LABEL,
                label(key.manager(), key.state()));
    }

    /** Who manages the key, in words that fit into a sentence. */
    static String label(String manager, String state) {
        return switch (manager) {
            case "CUSTOMER" -> "a customer-managed key";
            case "AWS" -> "an AWS-managed key";
            default -> state.equals("NOT_FOUND") ? "a key that does not exist" : "no KMS key";
        };
    }
}
