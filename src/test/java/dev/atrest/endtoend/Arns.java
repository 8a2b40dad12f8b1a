package dev.atrest.endtoend;

import dev.atrest.endtoend.EstateYaml.Entry;

/** The ARNs that resources of an estate are known by. */
final class Arns {

    private Arns() {}

    static String bucket(Entry bucket) {
        return "arn:aws:s3:::" + bucket.text("name", "");
    }

    static String volume(Entry volume) {
        return regional("ec2", volume, "volume/" + volume.text("id", ""));
    }

    /** AWS leaves the account out of the ARNs of snapshots. */
    static String snapshot(Entry snapshot) {
        return "arn:aws:ec2:%s::snapshot/%s".formatted(snapshot.region(), snapshot.text("id", ""));
    }

    static String key(Entry key) {
        return regional("kms", key, "key/" + key.text("id", ""));
    }

    static String trail(Entry trail) {
        return regional("cloudtrail", trail, "trail/" + trail.text("name", ""));
    }

    static String regionSettings(String account, String region) {
        return "arn:aws:account:%s:%s:settings".formatted(region, account);
    }

    static String accountSettings(String account) {
        return "arn:aws:account::%s:settings".formatted(account);
    }

    private static String regional(String service, Entry entry, String name) {
        return "arn:aws:%s:%s:%s:%s".formatted(service, entry.region(), entry.account(), name);
    }
}
