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
        if (denied(account, region, "events:ListRules")) {
            return Truth.UNKNOWN;
        }
        return estate.regional(account, region, "rules").stream()
                .filter(rule -> rule.text("state", "ENABLED").equals("ENABLED")
                        && rule.text("bus", "default").equals("default")
                        && isAbout(rule.node().path("pattern"), service, call))
                .map(this::hasTarget)
                .reduce(Truth.NO, Truth::or)
                .and(trails.any(account, region, trail -> trails.isLogging(account, trail)));
    }

    private Truth hasTarget(Entry rule) {
        return denied(rule.account(), rule.region(), "events:ListTargetsByRule")
                ? Truth.UNKNOWN
                : Truth.of(!rule.texts("targets").isEmpty());
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
                        .and(filtersAlarm(trail, source, call)));
    }

    /** The log group stands with its trail; that of another account is known where that account is assessed. */
    private Truth filtersAlarm(Entry trail, String source, String call) {
        String region = trail.region();
        String owner = trail.account();
        if (!estate.scannedAccounts().contains(owner) || denied(owner, region, "logs:DescribeMetricFilters")) {
            return Truth.UNKNOWN;
        }
        return estate.regional(owner, region, "metricFilters").stream()
                .filter(filter -> filter.text("logGroup", "").equals(trail.text("logGroup", "")))
                .filter(filter -> matches(filter.text("pattern", ""), source, call))
                .map(this::alarms)
                .reduce(Truth.NO, Truth::or);
    }

    private Truth alarms(Entry filter) {
        return denied(filter.account(), filter.region(), "cloudwatch:DescribeAlarms")
                ? Truth.UNKNOWN
                : estate.regional(filter.account(), filter.region(), "alarms").stream()
                        .filter(alarm -> rings(alarm, filter))
                        .flatMap(alarm -> alarm.texts("actions").stream().map(topic -> someoneSubscribed(alarm, topic)))
                        .reduce(Truth.NO, Truth::or);
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
    private static boolean rings(Entry alarm, Entry filter) {
        for (String setting : List.of("statistic", "comparison")) {
            if (alarm.has(setting)) {
                throw PolicyReading.unknown(alarm);
            }
        }
        return alarm.text("metric", "").equals(filter.text("metric", ""))
                && alarm.text("namespace", "CloudTrail").equals(filter.text("namespace", "CloudTrail"))
                && alarm.node().path("threshold").asInt(1)
                        <= filter.node().path("value").asInt(1)
                && alarm.node().path("actionsEnabled").asBoolean(true);
    }

    private Truth someoneSubscribed(Entry alarm, String topicName) {
        return denied(alarm.account(), alarm.region(), "sns:ListSubscriptionsByTopic")
                ? Truth.UNKNOWN
                : Truth.of(estate.regional(alarm.account(), alarm.region(), "topics").stream()
                        .filter(topic -> topic.text("name", "").equals(topicName))
                        .flatMap(topic -> topic.node().path("subscriptions").valueStream())
                        .anyMatch(subscription -> subscription.path("confirmed").asBoolean(true)));
    }

    private boolean denied(String account, String region, String call) {
        return estate.denied(account, region, call);
    }
}
