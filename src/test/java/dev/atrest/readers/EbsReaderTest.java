package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atrest.embeddedaws.Fault;
import dev.atrest.model.Coverage;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EbsReaderTest {

    private static final String KEY_ID = "2a222222-2222-4222-8222-222222222222";
    private static final String KEY_ARN = "arn:aws:kms:eu-central-1:222222222222:key/" + KEY_ID;

    private static final String ESTATE = """
            regions:
              eu-central-1:
                keys: [ { id: 2a222222-2222-4222-8222-222222222222 } ]
                volumes:
                  - { id: vol-0aaaaaaaaaaaaaaa1, key: 2a222222-2222-4222-8222-222222222222, sizeGiB: 100, type: io2,
                      state: in-use, created: 2025-01-15, snapshot: snap-0aaaaaaaaaaaaaa1,
                      attachedTo: [i-0aaaaaaaaaaaaaaa1], tags: { Name: database, Tier: "<db>" } }
                  - { id: vol-0aaaaaaaaaaaaaaa2 }
                snapshots:
                  - { id: snap-0aaaaaaaaaaaaaa1, volume: vol-0aaaaaaaaaaaaaaa1, sizeGiB: 100, started: 2025-01-16,
                      key: 2a222222-2222-4222-8222-222222222222, sharedWith: ["444444444444", "333333333333"] }
                  - { id: snap-0aaaaaaaaaaaaaa2, volume: vol-0aaaaaaaaaaaaaaa2, public: true, tags: { Name: old } }
            """;

    @Test
    void readsEveryFactOfAVolume() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            Resource volume = estate.readOne(ResourceType.EBS_VOLUME, "database");
            assertThat(volume.arn()).isEqualTo("arn:aws:ec2:eu-central-1:222222222222:volume/vol-0aaaaaaaaaaaaaaa1");
            assertThat(volume.region()).isEqualTo("eu-central-1");
            assertThat(volume.facts().unread()).isEmpty();
            assertThat(volume.facts().values())
                    .isEqualTo(Map.ofEntries(
                            Map.entry("volumeId", "vol-0aaaaaaaaaaaaaaa1"),
                            Map.entry("state", "in-use"),
                            Map.entry("sizeGiB", 100L),
                            Map.entry("volumeType", "io2"),
                            Map.entry("createdAt", "2025-01-15T00:00:00Z"),
                            Map.entry("encrypted", true),
                            Map.entry("key", Map.of("id", KEY_ARN)),
                            Map.entry("snapshotId", "snap-0aaaaaaaaaaaaaa1"),
                            Map.entry("attachedTo", List.of("i-0aaaaaaaaaaaaaaa1")),
                            Map.entry("tags", Map.of("Name", "database", "Tier", "<db>"))));
        }
    }

    @Test
    void anUnencryptedVolumeNamesNoKeyAndIsCalledByItsId() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            assertThat(estate.readOne(ResourceType.EBS_VOLUME, "vol-0aaaaaaaaaaaaaaa2")
                            .facts()
                            .values())
                    .containsEntry("encrypted", false)
                    .containsEntry("key", Map.of("id", ""))
                    .containsEntry("attachedTo", List.of())
                    .containsEntry("tags", Map.of());
        }
    }

    @Test
    void readsEveryFactOfASnapshot() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            Resource snapshot = estate.readOne(ResourceType.EBS_SNAPSHOT, "snap-0aaaaaaaaaaaaaa1");
            assertThat(snapshot.arn()).isEqualTo("arn:aws:ec2:eu-central-1::snapshot/snap-0aaaaaaaaaaaaaa1");
            assertThat(snapshot.facts().unread()).isEmpty();
            assertThat(snapshot.facts().values())
                    .isEqualTo(Map.ofEntries(
                            Map.entry("snapshotId", "snap-0aaaaaaaaaaaaaa1"),
                            Map.entry("volumeId", "vol-0aaaaaaaaaaaaaaa1"),
                            Map.entry("volumeSizeGiB", 100L),
                            Map.entry("state", "completed"),
                            Map.entry("startedAt", "2025-01-16T00:00:00Z"),
                            Map.entry("encrypted", true),
                            Map.entry("key", Map.of("id", KEY_ARN)),
                            Map.entry("tags", Map.of()),
                            Map.entry("publiclyRestorable", false),
                            Map.entry("sharedWith", List.of("333333333333", "444444444444"))));
        }
    }

    @Test
    void aPublicSnapshotIsToldByItsOwnSharing() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            Resource snapshot = estate.readOne(ResourceType.EBS_SNAPSHOT, "old");
            assertThat(snapshot.facts().values())
                    .containsEntry("publiclyRestorable", true)
                    .containsEntry("sharedWith", List.of());
            // The listing of the resources in two regions; the listing of public ones was not needed.
            assertThat(estate.calls("ec2:DescribeSnapshots")).isEqualTo(2);
        }
    }

    @Test
    void withoutAskingForSharingOneListingTellsThePublicSnapshots() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            var scope = new Scope(Set.of(), Set.of("eu-central-1"), Set.of(ResourceType.EBS_SNAPSHOT), false);
            List<Resource> snapshots = estate.readShop(scope);
            assertThat(snapshots)
                    .extracting(snapshot -> snapshot.facts().values().get("publiclyRestorable"))
                    .containsExactlyInAnyOrder(true, false);
            assertThat(snapshots)
                    .extracting(snapshot -> snapshot.facts().unread().get("sharedWith"))
                    .containsOnly(new Unread("ec2:DescribeSnapshotAttribute", "NotRequested"));
            // The public one is asked whether it is, for not every endpoint heeds that only public ones are asked for.
            assertThat(estate.calls("ec2:DescribeSnapshotAttribute")).isEqualTo(1);
            assertThat(estate.calls("ec2:DescribeSnapshots")).isEqualTo(2);
        }
    }

    @Test
    void deniedSharingLeavesThePublicSnapshotsKnown() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            estate.aws().faults().add(Fault.deny("ec2:DescribeSnapshotAttribute"));
            Resource snapshot = estate.readOne(ResourceType.EBS_SNAPSHOT, "old");
            assertThat(snapshot.facts().values()).containsEntry("publiclyRestorable", true);
            assertThat(snapshot.facts().unread())
                    .isEqualTo(
                            Map.of("sharedWith", new Unread("ec2:DescribeSnapshotAttribute", "UnauthorizedOperation")));
        }
    }

    @Test
    void pagesToTheEnd() {
        try (var estate = EmbeddedReading.ofShop("""
                regions:
                  eu-central-1:
                    volumes: [ { id: "vol-000000000{n}", count: 2500 } ]
                """)) {
            var scope = new Scope(Set.of(), Set.of("eu-central-1"), Set.of(ResourceType.EBS_VOLUME), true);
            assertThat(estate.readShop(scope))
                    .extracting(Resource::arn)
                    .hasSize(2500)
                    .doesNotHaveDuplicates();
            assertThat(estate.calls("ec2:DescribeVolumes")).isEqualTo(3);
        }
    }

    @Test
    void aDeniedListingSaysThatItIsDenied() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            estate.aws().faults().add(Fault.deny("ec2:DescribeVolumes").region("us-east-1"));
            assertThatExceptionOfType(ReadException.class)
                    .isThrownBy(() -> estate.readShop(EmbeddedReading.only(ResourceType.EBS_VOLUME)))
                    .satisfies(e -> {
                        assertThat(e.coverage()).isEqualTo(Coverage.Status.DENIED);
                        assertThat(e.gap().call()).isEqualTo("ec2:DescribeVolumes");
                        assertThat(e.gap().error()).isEqualTo("UnauthorizedOperation");
                    });
        }
    }

    @Test
    void throttledCallsAreRepeated() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            estate.aws().faults().add(Fault.throttle("ec2:DescribeVolumes").times(2));
            assertThat(estate.readShop(EmbeddedReading.only(ResourceType.EBS_VOLUME)))
                    .hasSize(2);
        }
    }
}
