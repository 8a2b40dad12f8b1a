package dev.atrest.endtoend;

import dev.atrest.endtoend.EstateYaml.Entry;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Whether calls of which somebody is to hear alarm somebody, followed to the person who subscribed. */
final class ExpectedAlarms {

    /** {@code { ($.eventSource = S) && (($.eventName = A) || ($.eventName = B)) }}, with or without the service. */
    private static final Pattern LOG_PATTERN = Pattern.compile(
            "\\{ (?:\\(\\$\\.eventSource = (\\S+)\\) && )?((?:[()]*\\$\\.eventName = \\w+\\)+(?: \\|\\| )?)+) }");

    private static final Pattern EVENT_NAME = Pattern.compile("eventName = (\\w+)");

    private final EstateYaml estate;
    private final ExpectedTrails trails;

    ExpectedAlarms(EstateYaml estate, ExpectedTrails trails) {
        this.estate = estate;
        this.trails = trails;
    }

    void judge(String account, String region, ExpectedFindings findings) {
        String arn = Arns.regionSettings(account, region);
        findings.expect(
                "kms-key-deletion-alarmed", arn, alarmed(account, region, "kms", "DisableKey", "ScheduleKeyDeletion"));
        findings.expect(
                "cloudtrail-changes-alarmed",
                arn,
                alarmed(
                        account,
                        region,
                        "cloudtrail",
                        "CreateTrail",
                        "UpdateTrail",
                        "DeleteTrail",
                        "StartLogging",
                        "StopLogging"));
        findings.expect(
                "s3-bucket-policy-changes-alarmed",
                arn,
                alarmed(
                        account,
                        region,
                        "s3",
                        "PutBucketAcl",
                        "PutBucketPolicy",
                        "PutBucketCors",
                        "PutBucketLifecycle",
                        "PutBucketReplication",
                        "DeleteBucketPolicy",
                        "DeleteBucketCors",
                        "DeleteBucketLifecycle",
                        "DeleteBucketReplication"));
    }

    private Truth alarmed(String account, String region, String service, String... calls) {
        return Stream.of(calls)
                .map(call -> byEventBridge(account, region, service, call)
                        .or(byMetricFilter(account, region, service + ".amazonaws.com", call)))
                .reduce(Truth.YES, Truth::and);
    }

    /** EventBridge sees API calls only where a trail is logging. */
    private Truth byEventBridge(String account, String region, String service, String call) {
        if (denied(account, region, "events:ListRules") || denied(account, region, "events:ListTargetsByRule")) {
            return Truth.UNKNOWN;
        }
        boolean handedOn = estate.regional(account, region, "rules").stream()
                .anyMatch(rule -> rule.text("state", "ENABLED").equals("ENABLED")
                        && rule.text("bus", "default").equals("default")
                        && !rule.texts("targets").isEmpty()
                        && isAbout(rule.node().path("pattern"), service, call));
        return Truth.of(handedOn).and(trails.any(account, region, trail -> trails.isLogging(account, trail)));
    }

    private static boolean isAbout(JsonNode pattern, String service, String call) {
        return pattern.properties().stream().allMatch(condition -> switch (condition.getKey()) {
            case "source" -> lists(condition.getValue(), "aws." + service);
            case "detail-type" -> lists(condition.getValue(), "AWS API Call via CloudTrail");
            case "detail" ->
                condition.getValue().properties().stream().allMatch(detail -> switch (detail.getKey()) {
                    case "eventSource" -> lists(detail.getValue(), service + ".amazonaws.com");
                    case "eventName" -> lists(detail.getValue(), call);
                    default -> throw PolicyReading.unknown(pattern);
                });
            default -> throw PolicyReading.unknown(pattern);
        });
    }

    private static boolean lists(JsonNode values, String text) {
        return values.valueStream().map(JsonNode::asString).toList().contains(text);
    }

    private Truth byMetricFilter(String account, String region, String source, String call) {
        return trails.any(
                account,
                region,
                trail -> Truth.of(trail.has("logGroup"))
                        .and(trails.recordsCalls(account, trail, source, false))
                        .and(filtersAlarm(account, trail, source, call)));
    }

    /** The log group stands with its trail; that of another account cannot be asked about. */
    private Truth filtersAlarm(String account, Entry trail, String source, String call) {
        String region = trail.region();
        if (!trail.account().equals(account)
                || denied(account, region, "logs:DescribeMetricFilters")
                || denied(account, region, "cloudwatch:DescribeAlarms")
                || denied(account, region, "sns:ListSubscriptionsByTopic")) {
            return Truth.UNKNOWN;
        }
        return Truth.of(estate.regional(account, region, "metricFilters").stream()
                .filter(filter -> filter.text("logGroup", "").equals(trail.text("logGroup", "")))
                .filter(filter -> matches(filter.text("pattern", ""), source, call))
                .anyMatch(filter ->
                        estate.regional(account, region, "alarms").stream().anyMatch(alarm -> rings(alarm, filter))));
    }

    private static boolean matches(String pattern, String source, String call) {
        Matcher shape = LOG_PATTERN.matcher(pattern);
        if (!shape.matches()) {
            throw PolicyReading.unknown(pattern);
        }
        List<String> names = EVENT_NAME
                .matcher(shape.group(2))
                .results()
                .map(name -> name.group(1))
                .toList();
        return (shape.group(1) == null || shape.group(1).equals(source)) && names.contains(call);
    }

    /** One event has to be enough. */
    private boolean rings(Entry alarm, Entry filter) {
        for (String setting : List.of("statistic", "comparison")) {
            if (alarm.has(setting)) {
                throw PolicyReading.unknown(alarm);
            }
        }
        return alarm.text("metric", "").equals(filter.text("metric", ""))
                && alarm.text("namespace", "CloudTrail").equals(filter.text("namespace", "CloudTrail"))
                && alarm.node().path("threshold").asInt(1)
                        <= filter.node().path("value").asInt(1)
                && alarm.node().path("actionsEnabled").asBoolean(true)
                && alarm.texts("actions").stream().anyMatch(topic -> someoneSubscribed(alarm, topic));
    }

    private boolean someoneSubscribed(Entry alarm, String topicName) {
        return estate.regional(alarm.account(), alarm.region(), "topics").stream()
                .filter(topic -> topic.text("name", "").equals(topicName))
                .flatMap(topic -> topic.node().path("subscriptions").valueStream())
                .anyMatch(subscription -> subscription.path("confirmed").asBoolean(true));
    }

    private boolean denied(String account, String region, String call) {
        return estate.denied(account, region, call);
    }
}
