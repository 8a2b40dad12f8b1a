package dev.atrest.endtoend;

import dev.atrest.endtoend.DemoExpectations.Case;
import dev.atrest.endtoend.EstateYaml.Entry;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.FindingStatus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an assessment of an estate must find by rules that look at several resources: the buckets of trails, the tiers of
 * applications and their keys. Worked out from the estate file alone, as in {@link DemoExpectations}.
 */
final class ExpectedJoins {

    private static final Map<String, List<String>> TIERS = Map.of(
            "web", List.of("web"), "application", List.of("application", "app"), "database", List.of("database", "db"));

    private final EstateYaml estate;
    private final Map<Case, FindingStatus> findings = new HashMap<>();

    private ExpectedJoins(EstateYaml estate) {
        this.estate = estate;
    }

    static Map<Case, FindingStatus> findings(Path estateYaml) {
        var estate = EstateYaml.read(estateYaml);
        var expected = new ExpectedJoins(estate);
        estate.regional("trails")
                .filter(trail -> !estate.denied(trail.account(), trail.region(), "cloudtrail:DescribeTrails"))
                .forEach(expected::judgeTrail);
        estate.scannedAccounts().forEach(expected::judgeTiers);
        estate.regional("volumes")
                .filter(volume -> !estate.denied(volume.account(), volume.region(), "ec2:DescribeVolumes"))
                .forEach(expected::judgeVolume);
        return expected.findings;
    }

    /** A trail's bucket may lie in any account; in one that was not entered it is as unknown as one out of this world. */
    private void judgeTrail(Entry trail) {
        Optional<Entry> bucket = estate.scannedAccounts().stream()
                .flatMap(account -> estate.buckets(account).stream())
                .filter(candidate -> candidate.text("name", "").equals(trail.text("bucket", "")))
                .findFirst();
        expect(
                "cloudtrail-bucket-access-logged",
                Arns.trail(trail),
                readable(bucket, "s3:GetBucketLogging", entry -> entry.has("logging")));
        expect(
                "cloudtrail-bucket-not-public",
                Arns.trail(trail),
                readable(bucket, "s3:GetBucketPolicy", entry -> !letsTheWorldIn(entry)));
    }

    private Truth readable(Optional<Entry> bucket, String call, Predicate<Entry> condition) {
        return Truth.of(
                bucket.filter(entry -> !estate.denied(entry.account(), entry.region(), call, entry.text("name", ""))),
                condition);
    }

    /** Trails' buckets of the demo are either open to everyone or let in services alone. */
    private static boolean letsTheWorldIn(Entry bucket) {
        var policy = bucket.node().path("policy");
        String text = policy.isString() ? policy.asString() : policy.toString();
        return text.replaceAll("\\s", "").contains("\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"}");
    }

    private void judgeVolume(Entry volume) {
        boolean isPublic = ExpectedClass.of(volume.tags()) == DataProtectionClass.PUBLIC;
        for (String tier : List.of("web", "application")) {
            if (isOf(tier, volume) && !isPublic) {
                boolean encrypted = volume.has("encrypted") ? volume.flag("encrypted") : volume.has("key");
                expect("ebs-volume-%s-tier-encrypted".formatted(tier), Arns.volume(volume), Truth.of(encrypted));
            }
        }
    }

    private void judgeTiers(String account) {
        TIERS.keySet().forEach(tier -> judgeTier(account, tier));
    }

    /** Where a tier is found decides; only where nothing of it is found does it matter that not all could be listed. */
    private void judgeTier(String account, String tier) {
        String rule = "account-%s-tier-key-exists".formatted(tier);
        List<String> regions = holders(account)
                .filter(holder -> isOf(tier, holder))
                .map(Entry::region)
                .distinct()
                .toList();
        if (!regions.isEmpty()) {
            expect(
                    rule,
                    Arns.accountSettings(account),
                    Truth.of(regions.stream().allMatch(region -> hasKey(account, region, tier))));
        } else if (!seesAll(account)) {
            expect(rule, Arns.accountSettings(account), Truth.UNKNOWN);
        }
    }

    private Stream<Entry> holders(String account) {
        return Stream.concat(
                estate.buckets(account).stream().filter(bucket -> !tagsUnread(bucket)),
                estate.regions().stream()
                        .flatMap(region -> Stream.concat(
                                estate.denied(account, region, "ec2:DescribeVolumes")
                                        ? Stream.of()
                                        : estate.regional(account, region, "volumes").stream(),
                                estate.denied(account, region, "ec2:DescribeSnapshots")
                                        ? Stream.of()
                                        : estate.regional(account, region, "snapshots").stream())));
    }

    private boolean tagsUnread(Entry bucket) {
        return estate.denied(bucket.account(), bucket.region(), "tag:GetResources")
                && estate.denied(bucket.account(), bucket.region(), "s3:GetBucketTagging", bucket.text("name", ""));
    }

    private boolean seesAll(String account) {
        return estate.buckets(account).stream().noneMatch(this::tagsUnread)
                && estate.regions().stream()
                        .noneMatch(region -> estate.denied(account, region, "ec2:DescribeVolumes")
                                || estate.denied(account, region, "ec2:DescribeSnapshots"));
    }

    /** In the demo whatever is tagged as a tier's key can be read. */
    private boolean hasKey(String account, String region, String tier) {
        return estate.regional(account, region, "keys").stream()
                .anyMatch(key -> isOf(tier, key)
                        && key.text("manager", "CUSTOMER").equals("CUSTOMER")
                        && key.text("state", "Enabled").equals("Enabled")
                        && !key.has("deletionDate"));
    }

    private static boolean isOf(String tier, Entry entry) {
        return TIERS.get(tier)
                .contains(entry.tags().getOrDefault("Tier", "").strip().toLowerCase(Locale.ROOT));
    }

    private void expect(String rule, String arn, Truth holds) {
        findings.put(
                new Case(rule, arn),
                switch (holds) {
                    case YES -> FindingStatus.PASS;
                    case NO -> FindingStatus.FAIL;
                    case UNKNOWN -> FindingStatus.NOT_ASSESSED;
                });
    }
}
