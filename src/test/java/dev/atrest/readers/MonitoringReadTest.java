package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.Fault;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.model.Account;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Who records a region and whom that alarms, read from the embedded endpoint. */
class MonitoringReadTest {

    private static final String MANAGEMENT = "111111111111";
    private static final String MEMBER = "222222222222";
    private static final String ESTATE = """
            regions: { enabled: [eu-central-1, eu-west-1] }
            accounts:
              - id: "111111111111"
                regions:
                  eu-central-1:
                    trails: [ { name: everyone, organization: true, bucket: logs, logGroup: trail } ]
                    metricFilters:
                      - { name: deletion, logGroup: trail, pattern: '{ $.eventName = ScheduleKeyDeletion }', metric: Deletion }
                      - { name: other, logGroup: application, pattern: ERROR, metric: Errors }
                    alarms:
                      - { name: deletion, metric: Deletion, actions: [security, "arn:aws:sns:eu-central-1:222222222222:abroad", "arn:aws:lambda:eu-central-1:111111111111:function:f"] }
                      - { name: errors, metric: Errors, actions: [security] }
                    topics:
                      - name: security
                        subscriptions: [ { endpoint: a@example.com }, { endpoint: b@example.com, confirmed: false } ]
                    rules:
                      - { name: deletion, pattern: { source: [aws.kms] }, targets: [security] }
                      - { name: off, state: DISABLED, pattern: { source: [aws.kms] }, targets: [security] }
                      - { name: instances, pattern: { source: [aws.ec2], detail-type: [EC2 Instance State-change Notification] }, targets: [security] }
                      - { name: nightly, schedule: rate(1 day), targets: [security] }
              - id: "222222222222"
                regions:
                  eu-west-1:
                    trails: [ { name: here, multiRegion: false, logging: false, bucket: logs, eventSelectors: [ { readWriteType: WriteOnly } ] } ]
            """;

    private final EmbeddedAws aws = EmbeddedAws.start(Estate.parse(ESTATE));

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aRegionIsRecordedByTrailsOfOtherRegionsAndAccounts() {
        Map<String, FactSheet> regions = read(MEMBER);
        assertThat(values(regions.get("eu-central-1"), "trails"))
                .extracting(trail -> trail.get("arn"))
                .containsExactly("arn:aws:cloudtrail:eu-central-1:111111111111:trail/everyone");
        assertThat(values(regions.get("eu-west-1"), "trails"))
                .extracting(trail -> trail.get("name"), trail -> trail.get("logging"))
                .containsExactlyInAnyOrder(tuple("everyone", true), tuple("here", false));
    }

    @Test
    void theLogGroupOfAnotherAccountIsUnreadAndNotAskedFor() {
        var group = values(read(MEMBER).get("eu-west-1"), "trailLogGroups").getFirst();
        assertThat(group)
                .containsEntry("arn", "arn:aws:logs:eu-central-1:111111111111:log-group:trail:*")
                .containsEntry("unread", Map.of("call", "logs:DescribeMetricFilters", "error", "OtherAccount"));
        assertThat(aws.calls().of("logs:DescribeMetricFilters")).isZero();
    }

    @Test
    void anAlarmIsFollowedToTheSubscriptionsOfItsTopics() {
        var group = values(read(MANAGEMENT).get("eu-west-1"), "trailLogGroups").getFirst();
        assertThat(elements(group, "metricFilters"))
                .singleElement()
                .satisfies(filter -> assertThat(filter)
                        .containsEntry("name", "deletion")
                        .containsEntry("metric", "CloudTrail/Deletion"));
        var alarm =
                elements(elements(group, "metricFilters").getFirst(), "alarms").getFirst();
        assertThat(alarm)
                .containsEntry("name", "deletion")
                .containsEntry("actionsEnabled", true)
                .containsEntry("threshold", "1.0")
                .containsEntry("partOf", List.of());
        assertThat(elements(alarm, "topics"))
                .containsExactly(
                        Map.of("arn", "arn:aws:sns:eu-central-1:111111111111:security", "confirmed", 1L, "pending", 1L),
                        Map.of(
                                "arn",
                                "arn:aws:sns:eu-central-1:222222222222:abroad",
                                "confirmed",
                                0L,
                                "pending",
                                0L,
                                "unread",
                                Map.of("call", "sns:ListSubscriptionsByTopic", "error", "AuthorizationError")));
    }

    @Test
    void eachLinkOfTheChainIsAskedForOnceHoweverManyRegionsShareIt() {
        read(MANAGEMENT);
        assertThat(aws.calls().of("cloudtrail:DescribeTrails")).isEqualTo(2);
        assertThat(aws.calls().of("cloudtrail:GetTrailStatus")).isEqualTo(1);
        assertThat(aws.calls().of("cloudtrail:GetEventSelectors")).isEqualTo(1);
        assertThat(aws.calls().of("logs:DescribeMetricFilters")).isEqualTo(1);
        assertThat(aws.calls().of("cloudwatch:DescribeAlarms")).isEqualTo(1);
        assertThat(aws.calls().of("sns:ListSubscriptionsByTopic")).isEqualTo(2);
    }

    @Test
    void targetsAreAskedForWhereARuleIsOnAndMayReactToApiCalls() {
        var rules = values(read(MANAGEMENT).get("eu-central-1"), "eventRules");
        assertThat(rules)
                .extracting(rule -> rule.get("name"), rule -> rule.get("enabled"), rule -> rule.get("targets"))
                .containsExactly(
                        tuple("deletion", true, List.of("arn:aws:sns:eu-central-1:111111111111:security")),
                        tuple("off", false, List.of()));
        assertThat(aws.calls().of("events:ListTargetsByRule")).isEqualTo(1);
    }

    @Test
    void whatIsDeniedIsUnreadWhereItStands() {
        aws.faults().add(Fault.deny("cloudtrail:GetEventSelectors"));
        aws.faults().add(Fault.deny("cloudwatch:DescribeAlarms"));
        aws.faults().add(Fault.deny("events:*"));
        FactSheet region = read(MANAGEMENT).get("eu-central-1");
        assertThat(values(region, "trails").getFirst())
                .containsEntry("logging", true)
                .containsEntry(
                        "selectorsUnread",
                        Map.of("call", "cloudtrail:GetEventSelectors", "error", "AccessDeniedException"));
        assertThat(elements(values(region, "trailLogGroups").getFirst(), "metricFilters")
                        .getFirst())
                .containsEntry("alarms", List.of())
                .hasEntrySatisfying(
                        "unread", reason -> assertThat(reason).asString().contains("cloudwatch:DescribeAlarms"));
        assertThat(region.unread())
                .containsEntry("eventRules", new Unread("events:ListRules", "AccessDeniedException"));
    }

    @Test
    void withoutTrailsThereIsNoChainToKnow() {
        aws.faults().add(Fault.deny("cloudtrail:DescribeTrails"));
        var denied = new Unread("cloudtrail:DescribeTrails", "AccessDeniedException");
        assertThat(read(MANAGEMENT).get("eu-west-1").unread())
                .containsEntry("trails", denied)
                .containsEntry("trailLogGroups", denied);
    }

    private Map<String, FactSheet> read(String account) {
        var access = new AwsAccess(
                Optional.of(aws.endpoint()),
                Optional.of("eu-central-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "atrest-test",
                Optional.empty(),
                8);
        var scope = new Scope(Set.of(), Set.of(), Set.of(ResourceType.REGION_SETTINGS), true);
        var credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create(aws.accessKeyId(account), aws.secretKey()));
        try (var session = AwsSession.connect(access, scope, credentials);
                var reader = session.open(new Account(account, "Data", "ACTIVE", ""))) {
            return Reading.everything(reader).stream().collect(Collectors.toMap(Resource::region, Resource::facts));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> values(FactSheet facts, String fact) {
        return (List<Map<String, Object>>) facts.values().get(fact);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> elements(Map<String, Object> element, String name) {
        return (List<Map<String, Object>>) element.get(name);
    }
}
