package dev.atrest.endtoend;

import static dev.atrest.model.Coverage.Status.COMPLETE;
import static dev.atrest.model.Coverage.Status.DENIED;
import static dev.atrest.model.Coverage.Status.EXCLUDED;
import static dev.atrest.model.Coverage.Status.PARTIAL;

import dev.atrest.endtoend.EstateYaml.Entry;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which resources of an estate an assessment sees, and how well. */
final class ExpectedCoverage {

    private static final List<String> ALARMS = List.of("cloudwatch:DescribeAlarms", "sns:ListSubscriptionsByTopic");
    private static final String BULK_TAGS = "tag:GetResources";

    private static final String EBS_KEY = "alias/aws/ebs";
    private static final String S3_KEY = "alias/aws/s3";

    private final EstateYaml estate;
    private final Map<Place, Coverage.Status> statuses = new TreeMap<>();
    private final Map<ResourceType, Integer> resources = new EnumMap<>(ResourceType.class);

    ExpectedCoverage(EstateYaml estate) {
        this.estate = estate;
        for (String account : estate.accounts()) {
            if (estate.scannedAccounts().contains(account)) {
                cover(account);
            } else {
                for (ResourceType type : ResourceType.values()) {
                    statuses.put(
                            new Place(account, Coverage.ALL_REGIONS, type),
                            estate.isActive(account) ? DENIED : EXCLUDED);
                }
            }
        }
    }

    /** @param region region, {@link Coverage#GLOBAL}, or {@link Coverage#ALL_REGIONS} for an account that was not entered */
    record Place(String account, String region, ResourceType type) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            return toString().compareTo(other.toString());
        }
    }

    Map<Place, Coverage.Status> statuses() {
        return statuses;
    }

    Map<ResourceType, Integer> resources() {
        return resources;
    }

    private void cover(String account) {
        var buckets = new Place(account, Coverage.GLOBAL, ResourceType.S3_BUCKET);
        estate.listedBuckets(account)
                .ifPresentOrElse(
                        listed -> listed(
                                buckets, listed.stream().map(this::isRead).toList()),
                        () -> statuses.put(buckets, DENIED));
        boolean settingsRead = !estate.denied(account, estate.homeRegion(), "s3control:GetPublicAccessBlock", account);
        listed(new Place(account, Coverage.GLOBAL, ResourceType.ACCOUNT_SETTINGS), List.of(settingsRead));
        estate.regions().forEach(region -> cover(account, region));
        for (String region : estate.notOptedIn()) {
            Stream.of(ResourceType.values())
                    .filter(type -> type.scope() == ResourceType.Scope.REGION)
                    .forEach(type -> statuses.put(new Place(account, region, type), EXCLUDED));
        }
    }

    private void cover(String account, String region) {
        regional(account, region, ResourceType.EBS_VOLUME, "ec2:DescribeVolumes", volumes(account, region));
        regional(account, region, ResourceType.EBS_SNAPSHOT, "ec2:DescribeSnapshots", snapshots(account, region));
        regional(account, region, ResourceType.KMS_KEY, "kms:ListKeys", keys(account, region));
        coverTrails(account, region);
        // There is nothing to list: the settings are there, read or not.
        listed(new Place(account, region, ResourceType.REGION_SETTINGS), List.of(isRegionRead(account, region)));
        // AWS names the policy, whatever else the role may not do.
        if (estate.closedByPolicy(account, region)) {
            statuses.put(new Place(account, region, ResourceType.REGION_SETTINGS), DENIED);
        }
    }

    /** The settings of a region tell of every trail that records it, whoever owns it. */
    private boolean isRegionRead(String account, String region) {
        return allAllowed(
                        account,
                        region,
                        List.of(
                                "ec2:GetEbsEncryptionByDefault",
                                "ec2:GetEbsDefaultKmsKeyId",
                                "ec2:GetSnapshotBlockPublicAccessState",
                                "cloudtrail:DescribeTrails",
                                "events:ListRules",
                                "cloudtrail:LookupEvents"))
                && estate.regional("trails")
                        .filter(trail -> trail.account().equals(account) || trail.flag("organization"))
                        .filter(trail -> trail.region().equals(region)
                                || trail.node().path("multiRegion").asBoolean(true))
                        .allMatch(trail -> isReadBy(account, trail) && areAlarmsRead(account, trail))
                && estate.regional(account, region, "rules").stream()
                        .filter(rule -> rule.text("state", "ENABLED").equals("ENABLED"))
                        .noneMatch(rule -> estate.denied(account, region, "events:ListTargetsByRule"));
    }

    /** Those on the log group of another account are told by that account. In the demo every filter has an alarm. */
    private boolean areAlarmsRead(String account, Entry trail) {
        if (!trail.account().equals(account) || !trail.has("logGroup")) {
            return true;
        }
        boolean filtered = estate.regional(account, trail.region(), "metricFilters").stream()
                .anyMatch(filter -> filter.text("logGroup", "").equals(trail.text("logGroup", "")));
        return allAllowed(account, trail.region(), List.of("logs:DescribeMetricFilters"))
                && (!filtered || allAllowed(account, trail.region(), ALARMS));
    }

    private void regional(String account, String region, ResourceType type, String listing, List<Boolean> read) {
        var place = new Place(account, region, type);
        if (estate.denied(account, region, listing)) {
            statuses.put(place, DENIED);
        } else {
            listed(place, read);
        }
    }

    /** @param read for each resource whether all its facts can be read */
    private void listed(Place place, List<Boolean> read) {
        seen(place, read);
        resources.merge(place.type(), read.size(), Integer::sum);
    }

    private void seen(Place place, List<Boolean> read) {
        statuses.put(place, read.contains(false) ? PARTIAL : COMPLETE);
    }

    /** Everything about a volume comes with the listing. */
    private List<Boolean> volumes(String account, String region) {
        return estate.regional(account, region, "volumes").stream()
                .map(_ -> true)
                .toList();
    }

    private List<Boolean> snapshots(String account, String region) {
        return estate.regional(account, region, "snapshots").stream()
                .map(snapshot ->
                        allAllowed(account, region, List.of("ec2:DescribeSnapshotAttribute"), snapshot.text("id", "")))
                .toList();
    }

    private List<Boolean> keys(String account, String region) {
        Stream<Boolean> own = estate.regional(account, region, "keys").stream().map(this::isKeyRead);
        // AWS-managed keys have neither policy nor rotation to ask for.
        boolean tags = allAllowed(account, region, List.of(BULK_TAGS))
                || allAllowed(account, region, List.of("kms:ListResourceTags"));
        boolean awsKeysRead =
                tags && allAllowed(account, region, List.of("kms:ListAliases", "kms:DescribeKey", "kms:ListGrants"));
        Stream<Boolean> awsManaged = awsManagedKeys(account, region).map(_ -> awsKeysRead);
        return Stream.concat(own, awsManaged).toList();
    }

    private boolean isKeyRead(Entry key) {
        String id = key.text("id", "");
        boolean tags = allAllowed(key.account(), key.region(), List.of(BULK_TAGS))
                || allAllowed(key.account(), key.region(), List.of("kms:ListResourceTags"), id);
        return tags
                && allAllowed(
                        key.account(),
                        key.region(),
                        List.of(
                                "kms:ListAliases",
                                "kms:DescribeKey",
                                "kms:GetKeyRotationStatus",
                                "kms:GetKeyPolicy",
                                "kms:ListGrants"),
                        id);
    }

    /** aws/ebs and aws/s3 come into being in an account and region where something first uses them, unless the file has them. */
    private Stream<String> awsManagedKeys(String account, String region) {
        boolean ebs = Stream.of("volumes", "snapshots")
                .flatMap(kind -> estate.regional(account, region, kind).stream())
                .anyMatch(storage -> storage.flag("encrypted")
                        && storage.text("key", EBS_KEY).equals(EBS_KEY));
        boolean s3 = estate.buckets(account).stream()
                .filter(bucket -> bucket.region().equals(region))
                .anyMatch(bucket -> bucket.text("encryption", "").startsWith("aws:kms")
                        || bucket.node()
                                .path("encryption")
                                .path("key")
                                .asString("")
                                .equals(S3_KEY));
        var standing = estate.regional(account, region, "keys").stream()
                .flatMap(key -> key.texts("aliases").stream())
                .toList();
        return Stream.concat(ebs ? Stream.of(EBS_KEY) : Stream.of(), s3 ? Stream.of(S3_KEY) : Stream.of())
                .filter(alias -> !standing.contains(alias));
    }

    /** The organisation's trail is one resource, of the account that owns it, though every account sees it. */
    private void coverTrails(String account, String region) {
        var place = new Place(account, region, ResourceType.TRAIL);
        if (estate.denied(account, region, "cloudtrail:DescribeTrails")) {
            statuses.put(place, DENIED);
            return;
        }
        List<Entry> own = estate.regional(account, region, "trails");
        seen(place, own.stream().map(trail -> isReadBy(account, trail)).toList());
        resources.merge(ResourceType.TRAIL, own.size(), Integer::sum);
    }

    private boolean isReadBy(String account, Entry trail) {
        return allAllowed(
                account,
                trail.region(),
                List.of("cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors"),
                Arns.trail(trail));
    }

    private boolean isRead(Entry bucket) {
        String name = bucket.text("name", "");
        boolean tags = allAllowed(bucket.account(), bucket.region(), List.of(BULK_TAGS))
                || allAllowed(bucket.account(), bucket.region(), List.of("s3:GetBucketTagging"), name);
        return tags
                && allAllowed(
                        bucket.account(),
                        bucket.region(),
                        List.of(
                                "s3:GetBucketEncryption",
                                "s3:GetBucketPolicy",
                                "s3:GetBucketPolicyStatus",
                                "s3:GetPublicAccessBlock",
                                "s3:GetBucketVersioning",
                                "s3:GetBucketLogging"),
                        name);
    }

    private boolean allAllowed(String account, String region, List<String> calls, String... texts) {
        return calls.stream().noneMatch(call -> estate.denied(account, region, call, texts));
    }
}
