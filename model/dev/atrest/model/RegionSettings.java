package dev.atrest.model;

import java.util.List;

/** Settings that hold for one region of an account. */
public record RegionSettings(
        @Describe("New EBS volumes and snapshot copies are encrypted without being asked to")
        Fact<Boolean> ebsEncryptionByDefault,

        @Describe("The key of EBS encryption by default; alias/aws/ebs unless changed")
        Fact<KeyReference> ebsDefaultKey,

        @Describe("Block public access for EBS snapshots: unblocked, block-new-sharing or block-all-sharing")
        Fact<String> snapshotBlockPublicAccess,

        @Describe("Trails that record the region, those of other home regions and of the organisation included")
        Fact<List<RecordingTrail>> trails,

        @Describe("CloudWatch Logs groups that these trails deliver to, each once")
        Fact<List<TrailLogGroup>> trailLogGroups,

        @Describe("EventBridge rules of the default event bus that may react to API calls")
        Fact<List<EventRule>> eventRules,

        @Describe(
                "Sensitive entries in the encryption contexts of the KMS events that CloudTrail kept in the last days."
                        + " Unread unless it is asked for, and when more events than are read held nothing sensitive so far")
        Fact<List<SensitiveContext>> sensitiveContexts) {}
