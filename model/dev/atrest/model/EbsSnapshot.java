package dev.atrest.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Facts of an EBS snapshot that the account owns. */
public record EbsSnapshot(
        @Describe("Snapshot id, snap-…") String snapshotId,

        @Describe("Volume that the snapshot was made of; vol-ffffffff for a copy")
        String volumeId,

        @Describe("Size of the volume in GiB") int volumeSizeGiB,

        @Describe("pending, completed, error, recoverable or recovering")
        String state,

        @Describe("When the snapshot was started") Instant startedAt,
        @Describe("Whether the snapshot is encrypted") boolean encrypted,

        @Describe("The key that encrypts the snapshot; none when it is not encrypted")
        Fact<KeyReference> key,

        @Describe("Tags by key; empty when there are none") Map<String, String> tags,

        @Describe("Anyone in the world may restore the snapshot")
        Fact<Boolean> publiclyRestorable,

        @Describe("Accounts that the snapshot is shared with, as account ids")
        Fact<List<String>> sharedWith) {}
