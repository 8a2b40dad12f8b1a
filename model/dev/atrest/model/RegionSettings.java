package dev.atrest.model;

/** Settings that hold for one region of an account. */
public record RegionSettings(
        @Describe("New EBS volumes and snapshot copies are encrypted without being asked to")
        Fact<Boolean> ebsEncryptionByDefault,

        @Describe("The key of EBS encryption by default; alias/aws/ebs unless changed")
        Fact<KeyReference> ebsDefaultKey,

        @Describe("Block public access for EBS snapshots: unblocked, block-new-sharing or block-all-sharing")
        Fact<String> snapshotBlockPublicAccess) {}
