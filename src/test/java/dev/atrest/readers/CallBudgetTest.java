package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What reading an account costs in calls. */
class CallBudgetTest {

    private static final Scope WITHOUT_SHARING =
            new Scope(Set.of(), Set.of(), EnumSet.allOf(ResourceType.class), false);

    @Test
    void whatAListingTellsTakesACallAThousand() {
        try (var estate = EmbeddedReading.ofShop("""
                regions:
                  eu-central-1:
                    volumes: [ { id: "vol-000000000{n}", count: 2400 } ]
                    snapshots: [ { id: "snap-000000000{n}", count: 2400 } ]
                """)) {
            var read = estate.readShop(WITHOUT_SHARING);
            assertThat(read).filteredOn(is(ResourceType.EBS_VOLUME)).hasSize(2400);
            assertThat(read).filteredOn(is(ResourceType.EBS_SNAPSHOT)).hasSize(2400);
            assertThat(estate.aws().calls().of("*", EmbeddedReading.FRANKFURT, "ec2:DescribeVolumes"))
                    .isEqualTo(3);
            // Three pages, and one listing of the public ones.
            assertThat(estate.aws().calls().of("*", EmbeddedReading.FRANKFURT, "ec2:DescribeSnapshots"))
                    .isEqualTo(3 + 1);
            assertThat(estate.calls("ec2:DescribeSnapshotAttribute")).isZero();
        }
    }

    @Test
    void withWhomASnapshotIsSharedIsUnreadWhereNobodyAsked() {
        try (var estate = EmbeddedReading.ofShop("""
                regions: { eu-central-1: { snapshots: [ { id: snap-1, public: true, sharedWith: [ "333333333333" ] } ] } }
                """)) {
            var snapshot = estate.readShop(WITHOUT_SHARING).stream()
                    .filter(is(ResourceType.EBS_SNAPSHOT))
                    .findFirst()
                    .orElseThrow();
            assertThat(snapshot.facts().unread().values())
                    .containsExactly(new Unread("ec2:DescribeSnapshotAttribute", Unread.NOT_REQUESTED));
            assertThat(snapshot.facts().values()).containsEntry("publiclyRestorable", true);
        }
    }

    @Test
    void aBucketTakesSixCallsAndTagsOneForAHundred() {
        try (var estate = EmbeddedReading.ofShop("""
                buckets:
                  - name: "data-{n}"
                    count: 110
                    region: eu-central-1
                    tags: { team: shop }
                    policy: { Version: "2012-10-17", Statement: [ { Effect: Allow, Principal: { AWS: "222222222222" },
                              Action: "s3:*", Resource: "*" } ] }
                """)) {
            assertThat(estate.readShop(EmbeddedReading.only(ResourceType.S3_BUCKET)))
                    .hasSize(110)
                    .allMatch(bucket -> bucket.facts().sourceOf("tags").equals("tag:GetResources"));
            assertThat(estate.calls("s3:*")).isEqualTo(1 + 110 * 6);
            assertThat(estate.calls("tag:GetResources")).isEqualTo(2);
        }
    }

    @Test
    void aKeyTakesFourCallsAndAliasesAndTagsOneForAHundred() {
        try (var estate = EmbeddedReading.ofShop("""
                regions:
                  eu-central-1:
                    keys: [ { id: "00000000-0000-4000-8000-0000{n}", count: 110, aliases: [ "alias/key-{n}" ], tags: { team: shop } } ]
                """)) {
            assertThat(estate.readShop(EmbeddedReading.only(ResourceType.KMS_KEY)))
                    .hasSize(110)
                    .allMatch(key -> key.facts().sourceOf("tags").equals("tag:GetResources"));
            assertThat(estate.calls("kms:*") - estate.calls("kms:List*s") + estate.calls("kms:ListGrants"))
                    .isEqualTo(110 * 4);
            assertThat(estate.aws().calls().of("*", EmbeddedReading.FRANKFURT, "kms:ListKeys"))
                    .isEqualTo(1);
            // Besides the aliases of the keys there are those that AWS has set aside for its own.
            assertThat(estate.calls("kms:ListAliases")).isEqualTo(2);
            assertThat(estate.calls("tag:GetResources")).isEqualTo(2);
        }
    }

    @Test
    void anEmptyRegionTakesOneCallForEachType() {
        try (var estate = EmbeddedReading.ofShop("publicAccessBlock: all\n")) {
            estate.readShop(new Scope(
                    Set.of(),
                    Set.of(EmbeddedReading.VIRGINIA),
                    Set.of(
                            ResourceType.EBS_VOLUME,
                            ResourceType.EBS_SNAPSHOT,
                            ResourceType.KMS_KEY,
                            ResourceType.TRAIL),
                    true));
            assertThat(estate.aws().calls().of(EmbeddedReading.SHOP, EmbeddedReading.VIRGINIA, "*"))
                    .isEqualTo(4);
            // In which regions the account is at home is asked once.
            assertThat(estate.aws().calls().of(EmbeddedReading.SHOP, EmbeddedReading.FRANKFURT, "*"))
                    .isEqualTo(1);
        }
    }

    private static Predicate<Resource> is(ResourceType type) {
        return resource -> resource.type() == type;
    }
}
