package dev.atrest.model;

import java.util.List;
import java.util.Optional;

/**
 * A trail that records one region: one of the region's own, a multi-region trail of another home region, or a trail of the
 * organisation, which may belong to another account.
 */
public record RecordingTrail(
        @Describe("ARN of the trail; names its account and home region")
        String arn,

        @Describe("Trail name") String name,
        @Describe("The trail records all regions") boolean multiRegion,

        @Describe("The trail records all accounts of the organisation")
        boolean organization,

        @Describe("Log files carry a digest that shows later changes")
        boolean logFileValidation,

        @Describe("The key that encrypts the log files as CloudTrail names it; empty when S3's default applies")
        String keyId,

        @Describe("Bucket that receives the log files") String bucket,

        @Describe("CloudWatch Logs group that receives the events, as ARN; empty when none")
        String logGroupArn,

        @Describe("Whether the trail is recording; null when that could not be read")
        Optional<Boolean> logging,

        @Describe("Why it is not known whether the trail is recording (call, error); null when it is")
        Optional<Unread> loggingUnread,

        @Describe("Basic event selectors; empty when advanced ones are used")
        List<Trail.EventSelector> eventSelectors,

        @Describe("Advanced event selectors; empty when basic ones are used")
        List<Trail.AdvancedEventSelector> advancedEventSelectors,

        @Describe("Why the selectors are not known (call, error); null when they are")
        Optional<Unread> selectorsUnread) {}
