package dev.atrest.model;

import java.util.List;
import java.util.Optional;

/** A CloudWatch Logs group that a trail delivers to, with whom its metric filters alarm. */
public record TrailLogGroup(
        @Describe("ARN of the log group, as the trail names it")
        String arn,

        @Describe("Metric filters of the log group") List<MetricFilter> metricFilters,

        @Describe(
                "Why the metric filters are not known (call, error), e.g. because the group belongs to another account;"
                        + " null when they are")
        Optional<Unread> unread) {

    /** Counts the events that match a pattern. */
    public record MetricFilter(
            @Describe("Name of the metric filter") String name,

            @Describe("Filter pattern, e.g. { $.eventName = DisableKey }")
            String pattern,

            @Describe("Metric that a match adds to, as NAMESPACE/NAME")
            String metric,

            @Describe("What a match adds to the metric: a number, or a field of the event")
            String value,

            @Describe("Alarms on the metric as a whole, not on one of its dimensions")
            List<Alarm> alarms,

            @Describe("Why the alarms are not known (call, error); null when they are")
            Optional<Unread> unread) {}

    /** An alarm on a metric. */
    public record Alarm(
            @Describe("Name of the alarm") String name,
            @Describe("The alarm sets off its actions") boolean actionsEnabled,

            @Describe("Sum, Maximum, SampleCount, Average, ...; empty for an alarm on an expression")
            String statistic,

            @Describe("GreaterThanOrEqualToThreshold, GreaterThanThreshold, ...")
            String comparison,

            @Describe("Threshold as a decimal number; empty when it is computed")
            String threshold,

            @Describe("How many periods must be over the threshold")
            int datapointsToAlarm,

            @Describe("SNS topics that the alarm sends to") List<Topic> topics,

            @Describe("Composite alarms that depend on this one")
            List<String> partOf) {}

    /** An SNS topic. */
    public record Topic(
            @Describe("ARN of the topic") String arn,
            @Describe("Number of confirmed subscriptions") int confirmed,

            @Describe("Number of subscriptions that nobody has confirmed yet")
            int pending,

            @Describe("Why the subscriptions are not known (call, error); null when they are")
            Optional<Unread> unread) {}
}
