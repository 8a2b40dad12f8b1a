package dev.atrest.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Facts of an EBS volume; all of them come with the listing. */
public record EbsVolume(
        @Describe("Volume id, vol-…") String volumeId,

        @Describe("creating, available, in-use, deleting, deleted or error")
        String state,

        @Describe("Size in GiB") int sizeGiB,

        @Describe("gp2, gp3, io1, io2, st1, sc1 or standard")
        String volumeType,

        @Describe("When the volume was created") Instant createdAt,
        @Describe("Whether the volume is encrypted") boolean encrypted,

        @Describe("The key that encrypts the volume; none when it is not encrypted")
        Fact<KeyReference> key,

        @Describe("Snapshot that the volume was created from; empty when none")
        String snapshotId,

        @Describe("Instances that the volume is attached to")
        List<String> attachedTo,

        @Describe("Tags by key; empty when there are none") Map<String, String> tags) {}
