package dev.atrest.readers;

import static dev.atrest.readers.AccountContext.text;
import static dev.atrest.readers.AwsCall.DESCRIBE_ALARMS;
import static dev.atrest.readers.AwsCall.DESCRIBE_METRIC_FILTERS;
import static dev.atrest.readers.AwsCall.LIST_SUBSCRIPTIONS_BY_TOPIC;

import dev.atrest.model.TrailLogGroup;
import dev.atrest.model.TrailLogGroup.Topic;
import dev.atrest.model.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;

/**
 * Whom the events in a trail's log group alarm: metric filters, alarms on their metrics, topics, subscriptions. Regions share
 * the log group of a multi-region trail, so each link of the chain is asked for once an account.
 */
final class TrailAlarms {

    private static final int ALARMS_A_PAGE = 100;

    private final AwsClients clients;
    private final CallLedger calls;
    private final String accountId;
    private final Memo<String, TrailLogGroup> logGroups = new Memo<>(this::readLogGroup);
    private final Memo<String, Alarms> alarms = new Memo<>(this::readAlarms);
    private final Memo<String, Topic> topics = new Memo<>(this::readTopic);

    /** @param metric alarms on the whole of a metric, not on one of its dimensions */
    private record Alarms(List<MetricAlarm> metric, List<CompositeAlarm> composite) {}

    TrailAlarms(AwsClients clients, CallLedger calls, String accountId) {
        this.clients = clients;
        this.calls = calls;
        this.accountId = accountId;
    }

    /** @param arn as the trail names it, ending in {@code :*} */
    TrailLogGroup logGroup(String arn) {
        return logGroups.get(arn);
    }

    private TrailLogGroup readLogGroup(String arn) {
        String[] parts = arn.split(":", 7);
        if (parts.length < 7 || !parts[4].equals(accountId)) {
            // The call names the group and not its account: it would answer for another group, or for none.
            return new TrailLogGroup(
                    arn, List.of(), Optional.of(new Unread(DESCRIBE_METRIC_FILTERS.operation(), Unread.OTHER_ACCOUNT)));
        }
        String region = parts[3];
        String name = parts[6].endsWith(":*") ? parts[6].substring(0, parts[6].length() - 2) : parts[6];
        var read = calls.forRegion(region, () -> attempt(() -> metricFilters(region, name)));
        return new TrailLogGroup(arn, read.list(), read.unread());
    }

    private List<TrailLogGroup.MetricFilter> metricFilters(String region, String logGroup) {
        var logs = clients.logs(region);
        var filters = new ArrayList<TrailLogGroup.MetricFilter>();
        DESCRIBE_METRIC_FILTERS.everyPage(
                token -> logs.describeMetricFilters(
                        request -> request.logGroupName(logGroup).nextToken(token)),
                DescribeMetricFiltersResponse::nextToken,
                page -> DESCRIBE_METRIC_FILTERS
                        .listed(page.hasMetricFilters(), page.metricFilters(), "MetricFilters")
                        .forEach(filter -> filter.metricTransformations()
                                .forEach(metric -> filters.add(metricFilter(region, filter, metric)))));
        return filters;
    }

    private TrailLogGroup.MetricFilter metricFilter(String region, MetricFilter filter, MetricTransformation metric) {
        var read = attempt(() -> alarmsOn(region, metric));
        return new TrailLogGroup.MetricFilter(
                text(filter.filterName()),
                text(filter.filterPattern()),
                text(metric.metricNamespace()) + "/" + text(metric.metricName()),
                text(metric.metricValue()),
                read.list(),
                read.unread());
    }

    private List<TrailLogGroup.Alarm> alarmsOn(String region, MetricTransformation metric) {
        if (!metric.dimensions().isEmpty()) {
            return List.of();
        }
        Alarms known = alarms.get(region);
        return known.metric().stream()
                .filter(alarm -> isOn(alarm, metric))
                .map(alarm -> alarm(alarm, known.composite()))
                .toList();
    }

    private static boolean isOn(MetricAlarm alarm, MetricTransformation metric) {
        return alarm.metrics().isEmpty()
                ? isMetric(alarm.namespace(), alarm.metricName(), metric)
                : alarm.metrics().stream()
                        .map(MetricDataQuery::metricStat)
                        .filter(Objects::nonNull)
                        .map(stat -> stat.metric())
                        .anyMatch(used -> used != null && isMetric(used.namespace(), used.metricName(), metric));
    }

    private static boolean isMetric(@Nullable String namespace, @Nullable String name, MetricTransformation metric) {
        return Objects.equals(namespace, metric.metricNamespace()) && Objects.equals(name, metric.metricName());
    }

    private TrailLogGroup.Alarm alarm(MetricAlarm alarm, List<CompositeAlarm> composites) {
        boolean onExpression = !alarm.metrics().isEmpty();
        @Nullable
        Integer datapoints = alarm.datapointsToAlarm() == null ? alarm.evaluationPeriods() : alarm.datapointsToAlarm();
        return new TrailLogGroup.Alarm(
                text(alarm.alarmName()),
                // CloudWatch's default.
                !Boolean.FALSE.equals(alarm.actionsEnabled()),
                onExpression ? "" : text(alarm.statisticAsString()),
                text(alarm.comparisonOperatorAsString()),
                alarm.threshold() == null ? "" : alarm.threshold().toString(),
                datapoints == null ? 1 : datapoints,
                alarm.alarmActions().stream()
                        .filter(action -> action.matches("arn:[^:]*:sns:.*"))
                        .map(topics::get)
                        .toList(),
                composites.stream()
                        .filter(composite -> dependsOn(composite, alarm))
                        .map(composite -> text(composite.alarmName()))
                        .toList());
    }

    private static boolean dependsOn(CompositeAlarm composite, MetricAlarm alarm) {
        // Alarms are named by name or ARN, in quotes or not. Too many is safe here: it leaves an answer open.
        return alarm.alarmName() != null && text(composite.alarmRule()).contains(alarm.alarmName());
    }

    private Alarms readAlarms(String region) {
        var cloudWatch = clients.cloudWatch(region);
        var read = new Alarms(new ArrayList<>(), new ArrayList<>());
        DESCRIBE_ALARMS.everyPage(
                token -> cloudWatch.describeAlarms(
                        request -> request.alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)
                                .maxRecords(ALARMS_A_PAGE)
                                .nextToken(token)),
                DescribeAlarmsResponse::nextToken,
                page -> {
                    DESCRIBE_ALARMS.listed(page.hasMetricAlarms(), page.metricAlarms(), "MetricAlarms").stream()
                            .filter(alarm -> alarm.dimensions().isEmpty())
                            .forEach(read.metric()::add);
                    read.composite().addAll(page.compositeAlarms());
                });
        return read;
    }

    private Topic readTopic(String arn) {
        String region = arn.split(":", 5)[3];
        var sns = clients.sns(region);
        int[] confirmedAndPending = new int[2];
        var read = calls.forRegion(
                region,
                () -> attempt(() -> {
                    LIST_SUBSCRIPTIONS_BY_TOPIC.everyPage(
                            token -> sns.listSubscriptionsByTopic(
                                    request -> request.topicArn(arn).nextToken(token)),
                            ListSubscriptionsByTopicResponse::nextToken,
                            page -> LIST_SUBSCRIPTIONS_BY_TOPIC
                                    .listed(page.hasSubscriptions(), page.subscriptions(), "Subscriptions")
                                    .forEach(subscription -> confirmedAndPending[
                                            isConfirmed(subscription.subscriptionArn()) ? 0 : 1]++));
                    return List.of();
                }));
        return new Topic(arn, confirmedAndPending[0], confirmedAndPending[1], read.unread());
    }

    /** Until it is confirmed, PendingConfirmation stands where the ARN will be; Deleted where it was. */
    private static boolean isConfirmed(@Nullable String subscriptionArn) {
        return subscriptionArn != null && subscriptionArn.startsWith("arn:");
    }

    private record Read<T>(List<T> list, Optional<Unread> unread) {}

    /** Part of an element of a list: it cannot be a fact of its own, so the reason stands beside it. */
    private static <T> Read<T> attempt(Supplier<List<T>> list) {
        try {
            return new Read<>(list.get(), Optional.empty());
        } catch (ReadException e) {
            return new Read<>(
                    List.of(), Optional.of(new Unread(e.gap().call(), e.gap().error())));
        }
    }
}
