package dev.atrest.bench;

import dev.atrest.model.EventRule;
import dev.atrest.model.RecordingTrail;
import dev.atrest.model.Trail;
import dev.atrest.model.TrailLogGroup;
import dev.atrest.model.TrailLogGroup.Alarm;
import dev.atrest.model.TrailLogGroup.MetricFilter;
import dev.atrest.model.TrailLogGroup.Topic;
import dev.atrest.model.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** How an account watches its API calls: a trail of its own, one of the organisation, the metric filters that CIS asks for. */
final class GeneratedMonitoring {

    /** The filters of CIS Foundations, section "Monitoring", which accounts have from one template. */
    private static final List<String> PATTERNS = List.of(
            "{($.errorCode=\"*UnauthorizedOperation\") || ($.errorCode=\"AccessDenied*\")}",
            "{ ($.eventName = \"ConsoleLogin\") && ($.additionalEventData.MFAUsed != \"Yes\") }",
            "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }",
            "{($.eventName=DeleteGroupPolicy)||($.eventName=DeleteRolePolicy)||($.eventName=PutRolePolicy)"
                    + "||($.eventName=AttachRolePolicy)||($.eventName=DetachRolePolicy)}",
            "{($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail)"
                    + " || ($.eventName = StartLogging) || ($.eventName = StopLogging)}",
            "{ ($.eventName = ConsoleLogin) && ($.errorMessage = \"Failed authentication\") }",
            "{($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey)||($.eventName = ScheduleKeyDeletion))}",
            "{($.eventSource = s3.amazonaws.com) && (($.eventName = PutBucketAcl) || ($.eventName = PutBucketPolicy)"
                    + " || ($.eventName = PutBucketCors) || ($.eventName = PutBucketLifecycle)"
                    + " || ($.eventName = PutBucketReplication) || ($.eventName = DeleteBucketPolicy)"
                    + " || ($.eventName = DeleteBucketCors) || ($.eventName = DeleteBucketLifecycle)"
                    + " || ($.eventName = DeleteBucketReplication))}",
            "{($.eventSource = config.amazonaws.com) && (($.eventName=StopConfigurationRecorder)"
                    + "||($.eventName=DeleteDeliveryChannel)||($.eventName=PutDeliveryChannel))}",
            "{($.eventName = AuthorizeSecurityGroupIngress) || ($.eventName = RevokeSecurityGroupIngress)"
                    + " || ($.eventName = CreateSecurityGroup) || ($.eventName = DeleteSecurityGroup)}",
            "{($.eventName = CreateNetworkAcl) || ($.eventName = DeleteNetworkAcl) || ($.eventName = ReplaceNetworkAclEntry)}",
            "{($.eventName = CreateCustomerGateway) || ($.eventName = AttachInternetGateway)}",
            "{($.eventName = CreateRoute) || ($.eventName = DeleteRoute) || ($.eventName = ReplaceRoute)}",
            "{($.eventName = CreateVpc) || ($.eventName = DeleteVpc) || ($.eventName = ModifyVpcAttribute)}");

    private final Random random;

    GeneratedMonitoring(Random random) {
        this.random = random;
    }

    List<RecordingTrail> trails(String account, String homeRegion) {
        var trails = new ArrayList<RecordingTrail>();
        trails.add(new RecordingTrail(
                "arn:aws:cloudtrail:eu-central-1:999988887777:trail/organisation",
                "organisation",
                true,
                true,
                true,
                "arn:aws:kms:eu-central-1:999988887777:key/trail",
                "organisation-trail",
                "",
                Optional.empty(),
                Optional.of(new Unread("cloudtrail:GetTrailStatus", "AccessDenied")),
                List.of(),
                List.of(),
                Optional.of(new Unread("cloudtrail:GetEventSelectors", "AccessDenied"))));
        trails.add(new RecordingTrail(
                "arn:aws:cloudtrail:%s:%s:trail/all".formatted(homeRegion, account),
                "all",
                true,
                false,
                true,
                "",
                "trail-" + account,
                logGroup(account, homeRegion),
                Optional.of(random.nextInt(20) > 0),
                Optional.empty(),
                List.of(new Trail.EventSelector(
                        "All",
                        true,
                        random.nextInt(4) == 0 ? List.of("kms.amazonaws.com") : List.of(),
                        random.nextInt(3) == 0
                                ? List.of(new Trail.DataResource("AWS::S3::Object", List.of("arn:aws:s3")))
                                : List.of())),
                List.of(),
                Optional.empty()));
        return trails;
    }

    List<TrailLogGroup> logGroups(String account, String homeRegion) {
        var topic = new Topic(
                "arn:aws:sns:%s:%s:security".formatted(homeRegion, account), random.nextInt(3), 0, Optional.empty());
        int kept = random.nextInt(3) == 0 ? 0 : PATTERNS.size() - random.nextInt(4);
        var filters = new ArrayList<MetricFilter>();
        for (String pattern : PATTERNS.subList(0, kept)) {
            String name = "cis-" + filters.size();
            var alarm =
                    new Alarm(name, true, "Sum", "GreaterThanOrEqualToThreshold", "1.0", 1, List.of(topic), List.of());
            filters.add(new MetricFilter(name, pattern, "CIS/" + name, "1", List.of(alarm), Optional.empty()));
        }
        return List.of(new TrailLogGroup(logGroup(account, homeRegion), filters, Optional.empty()));
    }

    List<EventRule> eventRules(String account, String region) {
        if (random.nextInt(3) > 0) {
            return List.of();
        }
        return List.of(
                rule(account, region, "health", "{\"source\":[\"aws.health\"]}"),
                rule(
                        account,
                        region,
                        "key-deletion",
                        "{\"source\":[\"aws.kms\"],\"detail-type\":[\"AWS API Call via CloudTrail\"],"
                                + "\"detail\":{\"eventName\":[\"DisableKey\",\"ScheduleKeyDeletion\"]}}"),
                rule(
                        account,
                        region,
                        "guardduty",
                        "{\"source\":[\"aws.guardduty\"],\"detail\":{\"severity\":[{\"numeric\":[\">\",4]}]}}"));
    }

    private static EventRule rule(String account, String region, String name, String pattern) {
        return new EventRule(
                "arn:aws:events:%s:%s:rule/%s".formatted(region, account, name),
                name,
                true,
                pattern,
                List.of("arn:aws:sns:%s:%s:security".formatted(region, account)),
                Optional.empty());
    }

    private static String logGroup(String account, String region) {
        return "arn:aws:logs:%s:%s:log-group:trail:*".formatted(region, account);
    }
}
