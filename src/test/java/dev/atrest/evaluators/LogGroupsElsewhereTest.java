package dev.atrest.evaluators;

import static dev.atrest.evaluators.ReadInventory.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Coverage;
import dev.atrest.model.Fact;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.KeyReference;
import dev.atrest.model.RecordingTrail;
import dev.atrest.model.RegionSettings;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Trail;
import dev.atrest.model.TrailLogGroup;
import dev.atrest.model.Unread;
import dev.atrest.model.UnreadFact;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Alarms of an organisation's trail, whose log group lies in another account than what it records. */
class LogGroupsElsewhereTest {

    private static final String RULE = "kms-key-deletion-alarmed";
    private static final String MANAGEMENT = "111122223333";
    private static final String MEMBER = "444455556666";
    private static final String LOG_GROUP = "arn:aws:logs:eu-central-1:111122223333:log-group:trail:*";
    private static final String PATTERN =
            "{ $.eventSource = kms.amazonaws.com && ($.eventName = DisableKey || $.eventName = ScheduleKeyDeletion) }";
    private static final TrailLogGroup SEEN_FROM_OUTSIDE = new TrailLogGroup(
            LOG_GROUP, List.of(), Optional.of(new Unread("logs:DescribeMetricFilters", "OtherAccount")));

    @Test
    void anAlarmInTheOwnersAccountAlarmsForEveryMember() {
        var owner =
                settings(MANAGEMENT, "eu-central-1", Fact.known(List.of(alarming(1)), "logs:DescribeMetricFilters"));

        Finding finding = finding(List.of(owner), List.of());

        assertThat(finding.status()).isEqualTo(FindingStatus.PASS);
        assertThat(finding.evidence())
                .filteredOn(evidence -> evidence.fact().equals("trailLogGroups"))
                .singleElement()
                .satisfies(
                        evidence -> assertThat(String.valueOf(evidence.value())).contains("confirmed=1"));
    }

    @Test
    void anAlarmThatReachesNobodyThereReachesNobodyHere() {
        var owner =
                settings(MANAGEMENT, "eu-central-1", Fact.known(List.of(alarming(0)), "logs:DescribeMetricFilters"));

        assertThat(finding(List.of(owner), List.of()).status()).isEqualTo(FindingStatus.FAIL);
    }

    @Test
    void anOwnerThatIsNotInTheAssessmentIsNamed() {
        Finding finding = finding(List.of(), List.of());

        assertThat(finding.status()).isEqualTo(FindingStatus.NOT_ASSESSED);
        assertThat(finding.unread())
                .containsExactly(new UnreadFact(
                        "trailLogGroups", "logs:DescribeMetricFilters", "NotInScope in account 111122223333"));
        assertThat(finding.message()).contains("in account 111122223333");
    }

    @Test
    void anOwnerThatCouldNotBeEnteredIsNamedWithTheReason() {
        var denied = row(MANAGEMENT, Coverage.ALL_REGIONS, ResourceType.REGION_SETTINGS, Coverage.Status.DENIED);

        assertThat(finding(List.of(), List.of(denied)).unread())
                .containsExactly(new UnreadFact(
                        "trailLogGroups", "test:ListRegionSettings", "AccessDenied in account 111122223333"));
    }

    @Test
    void whatTheOwnerCouldNotReadIsUnreadHereAndNamesTheOwner() {
        var owner = settings(MANAGEMENT, "eu-central-1", Fact.unread("cloudtrail:DescribeTrails", "AccessDenied"));
        var topics = alarming(Optional.of(new Unread("sns:ListSubscriptionsByTopic", "AuthorizationError")), 0);
        var partly = settings(MANAGEMENT, "eu-central-1", Fact.known(List.of(topics), "logs:DescribeMetricFilters"));

        assertThat(finding(List.of(owner), List.of()).unread())
                .containsExactly(new UnreadFact(
                        "trailLogGroups", "cloudtrail:DescribeTrails", "AccessDenied in account 111122223333"));
        assertThat(finding(List.of(partly), List.of()).unread())
                .containsExactly(new UnreadFact(
                        "trailLogGroups",
                        "sns:ListSubscriptionsByTopic",
                        "AuthorizationError in account 111122223333"));
    }

    @Test
    void anotherRegionOfTheOwnerTellsNothingOfTheLogGroup() {
        var owner = settings(MANAGEMENT, "us-east-1", Fact.known(List.of(alarming(1)), "logs:DescribeMetricFilters"));

        assertThat(finding(List.of(owner), List.of()).status()).isEqualTo(FindingStatus.NOT_ASSESSED);
    }

    private static Finding finding(List<Resource> others, List<Coverage> coverage) {
        var member =
                settings(MEMBER, "eu-west-1", Fact.known(List.of(SEEN_FROM_OUTSIDE), "logs:DescribeMetricFilters"));
        return new ReadInventory(others, coverage).finding(RULE, member).orElseThrow();
    }

    private static TrailLogGroup alarming(int confirmed) {
        return alarming(Optional.empty(), confirmed);
    }

    private static TrailLogGroup alarming(Optional<Unread> subscriptions, int confirmed) {
        var topic = new TrailLogGroup.Topic("arn:aws:sns:eu-central-1:111122223333:soc", confirmed, 0, subscriptions);
        var alarm = new TrailLogGroup.Alarm(
                "deletion", true, "Sum", "GreaterThanOrEqualToThreshold", "1.0", 1, List.of(topic), List.of());
        var filter = new TrailLogGroup.MetricFilter(
                "deletion", PATTERN, "Security/Deletion", "1", List.of(alarm), Optional.empty());
        return new TrailLogGroup(LOG_GROUP, List.of(filter), Optional.empty());
    }

    private static Resource settings(String account, String region, Fact<List<TrailLogGroup>> logGroups) {
        var trail = new RecordingTrail(
                "arn:aws:cloudtrail:eu-central-1:111122223333:trail/everyone",
                "everyone",
                true,
                true,
                true,
                "",
                "logs",
                LOG_GROUP,
                Optional.of(true),
                Optional.empty(),
                List.of(new Trail.EventSelector("All", true, List.of(), List.of())),
                List.of(),
                Optional.empty());
        var facts = new RegionSettings(
                Fact.known(true, "ec2:GetEbsEncryptionByDefault"),
                Fact.known(new KeyReference("alias/aws/ebs"), "ec2:GetEbsDefaultKmsKeyId"),
                Fact.known("unblocked", "ec2:GetSnapshotBlockPublicAccessState"),
                Fact.known(List.of(trail), "cloudtrail:DescribeTrails"),
                logGroups,
                Fact.known(List.of(), "events:ListRules"),
                Fact.known(List.of(), "cloudtrail:LookupEvents"));
        return new Resource(
                "arn:aws:account:%s:%s:settings".formatted(region, account),
                ResourceType.REGION_SETTINGS,
                account,
                region,
                region,
                Resources.TIME,
                FactSheet.of(facts, "ec2:GetEbsEncryptionByDefault"));
    }
}
