package dev.atrest.model;

import java.util.List;

/** Facts of a CloudTrail trail, seen from its home region. */
public record Trail(
        @Describe("Trail name") String name,
        @Describe("The trail records all regions") boolean multiRegion,

        @Describe("The trail records all accounts of the organisation")
        boolean organization,

        @Describe("Log files carry a digest that shows later changes")
        boolean logFileValidation,

        @Describe("The key that encrypts the log files; none when S3's default applies")
        KeyReference key,

        @Describe("Bucket that receives the log files") String bucket,

        @Describe("CloudWatch Logs group that receives the events, as ARN; empty when none")
        String logGroupArn,

        @Describe("Whether the trail is recording") Fact<Boolean> logging,

        @Describe("Basic event selectors; empty when advanced ones are used")
        Fact<List<EventSelector>> eventSelectors,

        @Describe("Advanced event selectors; empty when basic ones are used")
        Fact<List<AdvancedEventSelector>> advancedEventSelectors) {

    /** A basic event selector. */
    public record EventSelector(
            @Describe("All, ReadOnly or WriteOnly") String readWriteType,
            @Describe("Management events are recorded") boolean includeManagementEvents,

            @Describe("Services whose management events are left out, e.g. kms.amazonaws.com")
            List<String> excludeManagementEventSources,

            @Describe("Data events that are recorded") List<DataResource> dataResources) {}

    /** Data events of a basic selector. */
    public record DataResource(
            @Describe("AWS::S3::Object, AWS::Lambda::Function, ...")
            String type,

            @Describe("ARN prefixes; arn:aws:s3 stands for every bucket")
            List<String> values) {}

    /** An advanced event selector: all its field selectors must match. */
    public record AdvancedEventSelector(
            @Describe("Name; may be empty") String name,
            @Describe("Conditions on fields of the event") List<FieldSelector> fieldSelectors) {}

    /** One condition of an advanced event selector; empty lists are not used. */
    public record FieldSelector(
            @Describe("eventCategory, eventSource, readOnly, resources.type, ...")
            String field,

            @Describe("Any of these values") List<String> equalTo,
            @Describe("None of these values") List<String> notEquals,
            @Describe("Any of these beginnings") List<String> startsWith,
            @Describe("None of these beginnings") List<String> notStartsWith,
            @Describe("Any of these endings") List<String> endsWith,
            @Describe("None of these endings") List<String> notEndsWith) {}
}
