package dev.atrest.endtoend;

import dev.atrest.endtoend.EstateYaml.Entry;
import dev.atrest.model.DataProtectionClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What uses the keys of an estate. What could not be seen may use a key as well: where it stands in the key's own account, or
 * in another that the key lets in, by its policy or by a grant.
 */
final class ExpectedKeyUses {

    private final EstateYaml estate;
    private final ExpectedKeys keys;
    private final List<Use> uses = new ArrayList<>();

    /**
     * Something that uses a key, or that may use any of its region, seen or not.
     *
     * @param region where the key lies; empty for any
     * @param key ARN of the key; empty when unread
     * @param holdsData whether it is of a kind that has a data protection class
     * @param protectionClass empty when unread, or when it has none
     */
    private record Use(
            String account,
            Optional<String> region,
            Optional<String> key,
            boolean holdsData,
            Optional<DataProtectionClass> protectionClass) {

        boolean mayBe(Entry entry) {
            return key.isEmpty()
                    && region.filter(one -> !one.equals(entry.region())).isEmpty();
        }
    }

    ExpectedKeyUses(EstateYaml estate, ExpectedKeys keys) {
        this.estate = estate;
        this.keys = keys;
        estate.scannedAccounts().forEach(this::addAccount);
        estate.accounts().stream()
                .filter(account ->
                        estate.isActive(account) && !estate.scannedAccounts().contains(account))
                .forEach(account -> unseen(account, Optional.empty(), true));
    }

    /**
     * @param stays whether only principals of the key's own account are let in
     * @param services whether AWS services are let in: CloudTrail may then work for a trail of another account
     */
    void judge(Entry key, Truth customerManaged, Truth stays, Truth services, ExpectedFindings findings) {
        String arn = Arns.key(key);
        List<Use> seen =
                uses.stream().filter(use -> use.key().equals(Optional.of(arn))).toList();
        List<Use> possible = uses.stream()
                .filter(use -> use.mayBe(key))
                .filter(use -> use.account().equals(key.account())
                        || stays != Truth.YES
                        || !use.holdsData() && services != Truth.NO)
                .toList();
        Truth used = !seen.isEmpty() ? Truth.YES : possible.isEmpty() ? Truth.NO : Truth.UNKNOWN;
        findings.expectWhen(customerManaged.and(used), "kms-key-serves-one-class", arn, oneClass(seen, possible));
        findings.expectWhen(customerManaged.and(mayBeUsed(key)), "kms-key-unused", arn, used);
    }

    private static Truth oneClass(List<Use> seen, List<Use> possible) {
        long classes = seen.stream()
                .flatMap(use -> use.protectionClass().stream())
                .distinct()
                .count();
        boolean open = Stream.concat(seen.stream(), possible.stream())
                .anyMatch(use -> use.holdsData() && use.protectionClass().isEmpty());
        return classes > 1 ? Truth.NO : open ? Truth.UNKNOWN : Truth.YES;
    }

    /** Keys that encrypt, and whose state is the owner's wish. */
    private Truth mayBeUsed(Entry key) {
        return Truth.of(
                keys.described(key),
                known -> key.text("spec", "SYMMETRIC_DEFAULT").equals("SYMMETRIC_DEFAULT")
                        && List.of("Enabled", "Disabled").contains(known.state()));
    }

    private void addAccount(String account) {
        estate.listedBuckets(account)
                .ifPresentOrElse(
                        buckets -> buckets.forEach(this::addBucket), () -> unseen(account, Optional.empty(), true));
        for (String region : estate.regions()) {
            addListed(account, region, "volumes", "ec2:DescribeVolumes");
            addListed(account, region, "snapshots", "ec2:DescribeSnapshots");
            addTrails(account, region);
            addDefaultKey(estate.ebsSettings(account, region));
        }
    }

    private void addBucket(Entry bucket) {
        String name = bucket.text("name", "");
        String key = Encryption.of(bucket).key();
        boolean unread = estate.denied(bucket.account(), bucket.region(), "s3:GetBucketEncryption", name);
        if (unread || !key.isEmpty()) {
            boolean tagsUnread = estate.denied(bucket.account(), bucket.region(), "tag:GetResources")
                    && estate.denied(bucket.account(), bucket.region(), "s3:GetBucketTagging", name);
            add(
                    bucket,
                    unread ? Optional.empty() : keys.arnNamed(bucket, key),
                    true,
                    tagsUnread ? Optional.empty() : Optional.of(ExpectedClass.of(bucket.tags())));
        }
    }

    private void addListed(String account, String region, String kind, String call) {
        if (estate.denied(account, region, call)) {
            unseen(account, Optional.of(region), true);
            return;
        }
        estate.regional(account, region, kind).stream()
                .filter(storage -> storage.has("key"))
                .forEach(storage -> add(
                        storage,
                        keys.arnAnswered(storage, storage.text("key", "")),
                        true,
                        Optional.of(ExpectedClass.of(storage.tags()))));
    }

    /** A trail's key lies where the trail's bucket does, which can be any region. */
    private void addTrails(String account, String region) {
        if (estate.denied(account, region, "cloudtrail:DescribeTrails")) {
            unseen(account, Optional.empty(), false);
            return;
        }
        estate.regional(account, region, "trails").stream()
                .filter(trail -> trail.has("key"))
                .forEach(trail -> add(trail, keys.arnAnswered(trail, trail.text("key", "")), false, Optional.empty()));
    }

    private void addDefaultKey(Entry ebs) {
        boolean unread = estate.denied(ebs.account(), ebs.region(), "ec2:GetEbsDefaultKmsKeyId");
        if (unread || ebs.has("defaultKey")) {
            var key = unread ? Optional.<String>empty() : keys.arnAnswered(ebs, ebs.text("defaultKey", ""));
            add(ebs, key, false, Optional.empty());
        }
    }

    /** @param key empty when unread: any of its region may be meant */
    private void add(
            Entry user, Optional<String> key, boolean holdsData, Optional<DataProtectionClass> protectionClass) {
        uses.add(new Use(
                user.account(),
                Optional.of(user.region()),
                key,
                holdsData,
                key.isEmpty() ? Optional.empty() : protectionClass));
    }

    private void unseen(String account, Optional<String> region, boolean holdsData) {
        uses.add(new Use(account, region, Optional.empty(), holdsData, Optional.empty()));
    }
}
