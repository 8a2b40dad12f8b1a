package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.EventRule;
import dev.atrest.model.Fact;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.KeyReference;
import dev.atrest.model.RecordingTrail;
import dev.atrest.model.RegionSettings;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Trail;
import dev.atrest.model.TrailLogGroup;
import dev.atrest.model.Unread;
import dev.atrest.model.UnreadFact;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is unread in a part of a trail, a log group or a rule, as the findings of the shipped rules tell it. */
class MonitoringFunctionsTest {

    private static final String DELETION = "kms-key-deletion-alarmed";
    private static final Unread DENIED = new Unread("sns:ListSubscriptionsByTopic", "AuthorizationError");
    private static final String BOTH = "{ $.eventName = DisableKey || $.eventName = ScheduleKeyDeletion }";

    private final RuleCatalog catalog = ShippedRules.CATALOG;

    @Test
    void anUnreadTopicIsNamedWithItsCallAndError() {
        var finding = judge(DELETION, List.of(recordsAll()), List.of(logGroup(BOTH, unreadTopic())), List.of());
        assertThat(finding.status()).isEqualTo(FindingStatus.NOT_ASSESSED);
        assertThat(finding.unread()).containsExactly(new UnreadFact("trailLogGroups", DENIED.call(), DENIED.error()));
    }

    @Test
    void anUnreadTopicDoesNotMatterBesideOneThatReachesSomeone() {
        var finding =
                judge(DELETION, List.of(recordsAll()), List.of(logGroup(BOTH, unreadTopic(), topic(1))), List.of());
        assertThat(finding.status()).isEqualTo(FindingStatus.PASS);
        assertThat(finding.unread()).isEmpty();
    }

    @Test
    void aCallThatSurelyAlarmsNobodyFailsThoughTheOtherIsOpen() {
        var finding = judge(
                DELETION,
                List.of(recordsAll()),
                List.of(logGroup("{ $.eventName = DisableKey }", unreadTopic())),
                List.of());
        assertThat(finding.status()).isEqualTo(FindingStatus.FAIL);
    }

    @Test
    void theTwoCallsMayAlarmInDifferentWays() {
        var rule = new EventRule(
                "arn:aws:events:eu-central-1:111122223333:rule/disable",
                "disable",
                true,
                "{\"detail\": {\"eventName\": [\"DisableKey\"]}}",
                List.of("arn:aws:sns:eu-central-1:111122223333:topic"),
                Optional.empty());
        var finding = judge(
                DELETION,
                List.of(recordsAll()),
                List.of(logGroup("{ $.eventName = ScheduleKeyDeletion }", topic(1))),
                List.of(rule));
        assertThat(finding.status()).isEqualTo(FindingStatus.PASS);
        assertThat(finding.message()).isEqualTo("Region eu-central-1: disabling and deleting keys alarm someone");
    }

    @Test
    void aFilterOnEventsThatTheTrailLeavesOutAlarmsNobody() {
        var finding = judge(
                DELETION,
                List.of(trail(Optional.of(true), List.of("kms.amazonaws.com"))),
                List.of(logGroup(BOTH, topic(1))),
                List.of());
        assertThat(finding.status()).isEqualTo(FindingStatus.FAIL);
        assertThat(finding.message())
                .isEqualTo("Region eu-central-1: nobody is alarmed by DisableKey or ScheduleKeyDeletion");
    }

    @Test
    void aPatternWithoutCertainMeaningIsSaidToBeNotUnderstood() {
        var finding = judge(
                DELETION, List.of(recordsAll()), List.of(logGroup("[ip, name = DisableKey]", topic(1))), List.of());
        assertThat(finding.status()).isEqualTo(FindingStatus.NOT_ASSESSED);
        assertThat(finding.unread())
                .containsExactly(new UnreadFact("trailLogGroups", "atrest", "FilterPatternNotUnderstood"));
        assertThat(finding.message()).contains("could not be used (FilterPatternNotUnderstood)");
    }

    @Test
    void aTrailWhoseStatusIsUnreadLeavesTheLoggingOfKmsOpenUnlessItLeavesKmsOut() {
        String logging = "cloudtrail-logs-kms-activity";
        assertThat(judge(logging, List.of(trail(Optional.empty(), List.of())), List.of(), List.of())
                        .unread())
                .containsExactly(new UnreadFact("trails", "cloudtrail:GetTrailStatus", "AccessDenied"));
        assertThat(judge(logging, List.of(trail(Optional.empty(), List.of("kms.amazonaws.com"))), List.of(), List.of())
                        .status())
                .isEqualTo(FindingStatus.FAIL);
        assertThat(judge(logging, List.of(trail(Optional.empty(), List.of()), recordsAll()), List.of(), List.of())
                        .status())
                .isEqualTo(FindingStatus.PASS);
    }

    private Finding judge(
            String rule, List<RecordingTrail> trails, List<TrailLogGroup> logGroups, List<EventRule> eventRules) {
        var facts = new RegionSettings(
                Fact.known(true, "ec2:GetEbsEncryptionByDefault"),
                Fact.known(new KeyReference("alias/aws/ebs"), "ec2:GetEbsDefaultKmsKeyId"),
                Fact.known("unblocked", "ec2:GetSnapshotBlockPublicAccessState"),
                Fact.known(trails, "cloudtrail:DescribeTrails"),
                Fact.known(logGroups, "logs:DescribeMetricFilters"),
                Fact.known(eventRules, "events:ListRules"),
                Fact.unread("cloudtrail:LookupEvents", Unread.NOT_REQUESTED));
        var resource = Resources.resource(
                ResourceType.REGION_SETTINGS, "eu-central-1", FactSheet.of(facts, "ec2:GetEbsEncryptionByDefault"));
        return new Evaluation(catalog, Resources.NO_KEYS, Inventory.NOTHING, Resources.TIME)
                .evaluate(resource).stream()
                        .filter(finding -> finding.ruleId().equals(rule))
                        .findFirst()
                        .orElseThrow();
    }

    private static RecordingTrail recordsAll() {
        return trail(Optional.of(true), List.of());
    }

    private static RecordingTrail trail(Optional<Boolean> logging, List<String> excluded) {
        return new RecordingTrail(
                "arn:aws:cloudtrail:eu-central-1:111122223333:trail/all",
                "all",
                true,
                false,
                true,
                "",
                "logs",
                "log-group",
                logging,
                logging.isPresent()
                        ? Optional.empty()
                        : Optional.of(new Unread("cloudtrail:GetTrailStatus", "AccessDenied")),
                List.of(new Trail.EventSelector("All", true, excluded, List.of())),
                List.of(),
                Optional.empty());
    }

    @Test
    void whatACompositeAlarmMakesOfAnAlarmIsLeftOpen() {
        var finding = judge(
                DELETION, List.of(recordsAll()), List.of(logGroup(BOTH, List.of("composite"), topic(0))), List.of());
        assertThat(finding.unread()).containsExactly(new UnreadFact("trailLogGroups", "atrest", "CompositeAlarm"));
    }

    private static TrailLogGroup logGroup(String pattern, TrailLogGroup.Topic... topics) {
        return logGroup(pattern, List.of(), topics);
    }

    private static TrailLogGroup logGroup(String pattern, List<String> composites, TrailLogGroup.Topic... topics) {
        var alarm = new TrailLogGroup.Alarm(
                "alarm", true, "Sum", "GreaterThanOrEqualToThreshold", "1.0", 1, List.of(topics), composites);
        var filter = new TrailLogGroup.MetricFilter(
                "filter", pattern, "CloudTrail/Deletion", "1", List.of(alarm), Optional.empty());
        return new TrailLogGroup("log-group", List.of(filter), Optional.empty());
    }

    private static TrailLogGroup.Topic topic(int confirmed) {
        return new TrailLogGroup.Topic("arn:aws:sns:eu-central-1:111122223333:t", confirmed, 0, Optional.empty());
    }

    private static TrailLogGroup.Topic unreadTopic() {
        return new TrailLogGroup.Topic("arn:aws:sns:eu-central-1:444455556666:t", 0, 0, Optional.of(DENIED));
    }
}
