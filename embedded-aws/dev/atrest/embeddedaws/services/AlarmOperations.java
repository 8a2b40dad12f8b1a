package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Alarm;
import dev.atrest.embeddedaws.estate.EventRule;
import dev.atrest.embeddedaws.estate.JsonText;
import dev.atrest.embeddedaws.estate.MetricFilter;
import dev.atrest.embeddedaws.estate.Topic;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Operations;
import dev.atrest.embeddedaws.wire.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.eventbridge.model.ListRulesRequest;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.Subscription;

/** The chain that alarms someone: metric filters, alarms, topics and event rules. */
final class AlarmOperations {

    void register(Operations<Call> operations) {
        operations
                .on(Service.LOGS, DescribeMetricFiltersRequest.class, this::describeMetricFilters)
                .on(Service.CLOUDWATCH, DescribeAlarmsRequest.class, this::describeAlarms)
                .on(Service.CLOUDWATCH, DescribeAlarmsForMetricRequest.class, this::describeAlarmsForMetric)
                .on(Service.SNS, ListSubscriptionsByTopicRequest.class, this::listSubscriptions)
                .on(Service.EVENTS, ListRulesRequest.class, this::listRules)
                .on(Service.EVENTS, ListTargetsByRuleRequest.class, this::listTargets);
    }

    private DescribeMetricFiltersResponse describeMetricFilters(Call call, DescribeMetricFiltersRequest request) {
        List<MetricFilter> all = call.region().region().metricFilters();
        if (request.logGroupName() != null && !hasLogGroup(call, request.logGroupName())) {
            throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.", 400);
        }
        List<MetricFilter> shown = all.stream()
                .filter(filter ->
                        request.logGroupName() == null || filter.logGroup().equals(request.logGroupName()))
                .filter(filter ->
                        request.filterNamePrefix() == null || filter.name().startsWith(request.filterNamePrefix()))
                .filter(filter ->
                        request.metricName() == null || filter.metric().equals(request.metricName()))
                .filter(filter ->
                        request.metricNamespace() == null || filter.namespace().equals(request.metricNamespace()))
                .toList();
        var page = Pages.page(
                Pages.Source.of(shown),
                call.scope("DescribeMetricFilters" + request.logGroupName()),
                request.nextToken(),
                size(request.limit(), "limit", 50, 50, "InvalidParameterException"),
                () -> new AwsError("InvalidParameterException", "The specified nextToken is invalid.", 400));
        return DescribeMetricFiltersResponse.builder()
                .metricFilters(
                        page.items().stream().map(AlarmOperations::answer).toList())
                .nextToken(page.next())
                .build();
    }

    private static boolean hasLogGroup(Call call, String name) {
        var region = call.region().region();
        Stream<String> written = region.trails().stream().flatMap(trail -> trail.logGroup().stream());
        return Stream.concat(written, region.metricFilters().stream().map(MetricFilter::logGroup))
                .anyMatch(group -> group.equals(name) || group.endsWith(":log-group:" + name + ":*"));
    }

    private static software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter answer(MetricFilter filter) {
        return software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter.builder()
                .filterName(filter.name())
                .filterPattern(filter.pattern())
                .logGroupName(filter.logGroup())
                .creationTime(Instant.parse("2025-01-15T08:00:00Z").toEpochMilli())
                .metricTransformations(MetricTransformation.builder()
                        .metricNamespace(filter.namespace())
                        .metricName(filter.metric())
                        .metricValue(filter.value())
                        .build())
                .build();
    }

    private DescribeAlarmsResponse describeAlarms(Call call, DescribeAlarmsRequest request) {
        List<Alarm> shown = call.region().region().alarms().stream()
                .filter(alarm ->
                        request.alarmNames().isEmpty() || request.alarmNames().contains(alarm.name()))
                .filter(alarm ->
                        request.alarmNamePrefix() == null || alarm.name().startsWith(request.alarmNamePrefix()))
                .filter(alarm ->
                        request.stateValueAsString() == null || alarm.state().equals(request.stateValueAsString()))
                .toList();
        var page = Pages.page(
                Pages.Source.of(shown),
                call.scope("DescribeAlarms"),
                request.nextToken(),
                size(request.maxRecords(), "maxRecords", 100, 50, "ValidationError"),
                () -> new AwsError("InvalidNextToken", "The next token is invalid.", 400));
        return DescribeAlarmsResponse.builder()
                .metricAlarms(page.items().stream()
                        .map(alarm -> answer(call.region(), alarm))
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private DescribeAlarmsForMetricResponse describeAlarmsForMetric(Call call, DescribeAlarmsForMetricRequest request) {
        return DescribeAlarmsForMetricResponse.builder()
                .metricAlarms(call.region().region().alarms().stream()
                        .filter(alarm -> alarm.metric().equals(request.metricName()))
                        .filter(alarm -> alarm.namespace().equals(request.namespace()))
                        .map(alarm -> answer(call.region(), alarm))
                        .toList())
                .build();
    }

    private static MetricAlarm answer(RegionView region, Alarm alarm) {
        return MetricAlarm.builder()
                .alarmName(alarm.name())
                .alarmArn(region.arn("cloudwatch", "alarm:" + alarm.name()))
                .namespace(alarm.namespace())
                .metricName(alarm.metric())
                .actionsEnabled(alarm.actionsEnabled())
                .alarmActions(alarm.actions().stream().map(region::topicArn).toList())
                .statistic(alarm.statistic())
                .period(alarm.period())
                .evaluationPeriods(1)
                .threshold(alarm.threshold())
                .comparisonOperator(alarm.comparison())
                .stateValue(alarm.state())
                .build();
    }

    private ListSubscriptionsByTopicResponse listSubscriptions(Call call, ListSubscriptionsByTopicRequest request) {
        RegionView region = call.region();
        String arn = String.valueOf(request.topicArn());
        if (!arn.matches("arn:" + region.partition() + ":sns:[a-z0-9-]+:\\d{12}:.+")) {
            throw new AwsError("InvalidParameter", "Invalid parameter: TopicArn", 400);
        }
        if (!arn.split(":")[4].equals(call.account().id())) {
            throw Service.SNS.denied(call.identity().arn(), "SNS:ListSubscriptionsByTopic", "on resource: " + arn);
        }
        Topic topic = region.region().topics().stream()
                .filter(candidate -> region.topicArn(candidate.name()).equals(arn))
                .findFirst()
                .orElseThrow(() -> new AwsError("NotFound", "Topic does not exist", 404));
        List<Topic.Subscription> subscriptions = topic.subscriptions();
        List<Subscription> answers = IntStream.range(0, subscriptions.size())
                .mapToObj(i -> answer(call, arn, subscriptions.get(i), i))
                .toList();
        var page = Pages.page(
                Pages.Source.of(answers),
                call.scope("ListSubscriptionsByTopic" + arn),
                request.nextToken(),
                100,
                () -> new AwsError("InvalidParameter", "Invalid parameter: NextToken", 400));
        return ListSubscriptionsByTopicResponse.builder()
                .subscriptions(page.items())
                .nextToken(page.next())
                .build();
    }

    private static Subscription answer(Call call, String topicArn, Topic.Subscription subscription, int index) {
        return Subscription.builder()
                .topicArn(topicArn)
                .protocol(subscription.protocol())
                .endpoint(subscription.endpoint())
                .owner(call.account().id())
                .subscriptionArn(
                        subscription.confirmed()
                                ? topicArn + ":" + new UUID(topicArn.hashCode(), index)
                                : "PendingConfirmation")
                .build();
    }

    private ListRulesResponse listRules(Call call, ListRulesRequest request) {
        String bus = request.eventBusName() == null ? "default" : request.eventBusName();
        List<EventRule> shown = call.region().region().rules().stream()
                .filter(rule -> rule.bus().equals(bus))
                .filter(rule -> request.namePrefix() == null || rule.name().startsWith(request.namePrefix()))
                .toList();
        var page = eventsPage(shown, call.scope("ListRules" + bus), request.nextToken(), request.limit());
        return ListRulesResponse.builder()
                .rules(page.items().stream()
                        .map(rule -> Rule.builder()
                                .name(rule.name())
                                .arn(call.region().arn("events", "rule/" + rule.name()))
                                .state(rule.state())
                                .description(rule.description().isEmpty() ? null : rule.description())
                                .eventPattern(rule.pattern().map(JsonText::text).orElse(null))
                                .scheduleExpression(rule.schedule().orElse(null))
                                .eventBusName(rule.bus())
                                .build())
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private ListTargetsByRuleResponse listTargets(Call call, ListTargetsByRuleRequest request) {
        String bus = request.eventBusName() == null ? "default" : request.eventBusName();
        EventRule rule = call.region().region().rules().stream()
                .filter(candidate ->
                        candidate.bus().equals(bus) && candidate.name().equals(request.rule()))
                .findFirst()
                .orElseThrow(() -> new AwsError(
                        "ResourceNotFoundException",
                        "Rule %s does not exist on EventBus %s.".formatted(request.rule(), bus),
                        400));
        List<Target> targets = new ArrayList<>();
        for (String target : rule.targets()) {
            targets.add(Target.builder()
                    .id("Id" + (targets.size() + 1))
                    .arn(call.region().topicArn(target))
                    .build());
        }
        var page = eventsPage(
                targets, call.scope("ListTargetsByRule" + bus + rule.name()), request.nextToken(), request.limit());
        return ListTargetsByRuleResponse.builder()
                .targets(page.items())
                .nextToken(page.next())
                .build();
    }

    private static <T> Pages.Page<T> eventsPage(
            List<T> list, String scope, @Nullable String token, @Nullable Integer limit) {
        return Pages.page(
                Pages.Source.of(list),
                scope,
                token,
                size(limit, "limit", 100, 100, "ValidationException"),
                () -> new AwsError("ValidationException", "Parameter NextToken is not valid.", 400));
    }

    private static int size(@Nullable Integer asked, String member, int largest, int otherwise, String code) {
        return Pages.size(
                asked,
                1,
                largest,
                otherwise,
                bound -> new AwsError(
                        code,
                        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must have value %s"
                                .formatted(asked, member, bound),
                        400));
    }
}
