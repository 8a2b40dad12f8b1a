package dev.atrest.jobs.backlog;

import static dev.atrest.jobs.backlog.StoredNights.ACCOUNT;
import static dev.atrest.jobs.backlog.StoredNights.RULE;
import static dev.atrest.jobs.backlog.StoredNights.arn;
import static dev.atrest.jobs.backlog.StoredNights.at;
import static dev.atrest.jobs.backlog.StoredNights.id;
import static dev.atrest.jobs.backlog.StoredNights.volume;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.atrest.jobs.store.BacklogEvent;
import dev.atrest.jobs.store.BacklogEvent.Kind;
import dev.atrest.jobs.store.BacklogFilter;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.BacklogItem.State;
import dev.atrest.model.Change.Cause;
import dev.atrest.model.Coverage;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a night's findings make of the backlog, with findings that are made up. */
@ResourceLock("Spring Batch")
class ReconcilerTest {

    private static final String OTHER_ACCOUNT = "444455556666";
    private static final String ITEM = BacklogItem.idOf(RULE, arn(ACCOUNT, "vol-1"));

    private StoredNights nights;

    @BeforeEach
    void anEmptyBacklog(@TempDir Path data) throws IOException {
        nights = new StoredNights(data);
    }

    @AfterEach
    void close() {
        nights.close();
    }

    private BacklogItem item() {
        return nights.backlog().find(ITEM).orElseThrow();
    }

    private List<Kind> kinds() {
        return nights.store().history(ITEM).stream().map(BacklogEvent::kind).toList();
    }

    private Cause lastCause() {
        return nights.store().history(ITEM).getLast().cause();
    }

    private void night(int number, FindingStatus status) {
        nights.night(number, ACCOUNT, volume(ACCOUNT, "vol-1", status));
    }

    @Test
    void aWaiverIsGrantedLastsAndExpires() {
        night(0, FindingStatus.FAIL);
        assertThat(item().dueOn()).isEqualTo("2026-12-01");
        night(1, FindingStatus.WAIVED);
        assertThat(item().state()).isEqualTo(State.WAIVED);
        assertThat(nights.store().history(ITEM).getLast().detail()).isEqualTo("legacy-volumes");
        night(2, FindingStatus.WAIVED);
        assertThat(item().lastSeenAt()).isEqualTo(at(2));
        assertThat(item().closedAt()).contains(at(1));

        night(3, FindingStatus.FAIL);
        assertThat(item().state()).isEqualTo(State.REOPENED);
        assertThat(item().dueOn()).as("a new one").isEqualTo("2026-12-04");
        assertThat(lastCause()).isEqualTo(Cause.WAIVER_ENDED);
        assertThat(kinds()).containsExactly(Kind.OPENED, Kind.WAIVED, Kind.REOPENED);
    }

    @Test
    void aWaiverThatEndsWhileNothingCanBeReadIsNotForgotten() {
        night(0, FindingStatus.WAIVED);
        night(1, FindingStatus.NOT_ASSESSED);
        assertThat(item().state()).isEqualTo(State.UNKNOWN);
        assertThat(item().closedAt()).isEmpty();
        night(2, FindingStatus.FAIL);
        assertThat(item().state()).isEqualTo(State.REOPENED);
        assertThat(lastCause()).isEqualTo(Cause.WAIVER_ENDED);
    }

    @Test
    void aNightThatStartedEarlierMovesNothingBackwards() {
        night(1, FindingStatus.FAIL);
        night(3, FindingStatus.PASS);
        night(2, FindingStatus.FAIL);
        assertThat(item().state()).isEqualTo(State.RESOLVED);
        assertThat(kinds()).containsExactly(Kind.OPENED, Kind.RESOLVED);

        night(5, FindingStatus.FAIL);
        night(6, FindingStatus.FAIL);
        night(4, FindingStatus.PASS);
        assertThat(item().state())
                .as("seen failing by the sixth, which wrote nothing")
                .isEqualTo(State.STILL_OPEN);
        assertThat(item().lastSeenAt()).isEqualTo(at(6));
    }

    @Test
    void aNightThatStartedEarlierLeavesToALaterOneWhatThatIsStillAtWork() {
        night(0, FindingStatus.FAIL);
        nights.evaluated(
                2, Map.of(ACCOUNT, Coverage.Status.COMPLETE), List.of(volume(ACCOUNT, "vol-1", FindingStatus.FAIL)));
        assertThat(nights.turn(2)).as("there is another slice to come").isTrue();
        night(1, FindingStatus.PASS);
        assertThat(item().state().open()).isTrue();
        nights.reconcile(2);
        assertThat(item().lastSeenAt()).isEqualTo(at(2));
        assertThat(kinds()).containsExactly(Kind.OPENED);
    }

    @Test
    void deniedListingsMakeItemsUnknownAndWhatWasListedBeforeCounts() {
        nights.night(
                0, ACCOUNT, volume(ACCOUNT, "vol-1", FindingStatus.FAIL), volume(ACCOUNT, "vol-2", FindingStatus.FAIL));
        nights.night(1, Map.of(ACCOUNT, Coverage.Status.DENIED), List.of(volume(ACCOUNT, "vol-2", FindingStatus.FAIL)));
        assertThat(item().state()).isEqualTo(State.UNKNOWN);
        assertThat(nights.store().history(ITEM).getLast().detail())
                .isEqualTo("ec2:DescribeVolumes UnauthorizedOperation");
        BacklogItem listed = nights.backlog()
                .find(BacklogItem.idOf(RULE, arn(ACCOUNT, "vol-2")))
                .orElseThrow();
        assertThat(listed.state()).isEqualTo(State.STILL_OPEN);
        assertThat(listed.lastSeenAt()).isEqualTo(at(1));
        nights.night(2, ACCOUNT);
        assertThat(item().state()).isEqualTo(State.GONE);
    }

    @Test
    void manyItemsOfOtherAccountsBetweenTwoResourcesAreLeftAlone() {
        List<Finding> many = IntStream.range(0, 1500)
                .mapToObj(number -> volume(ACCOUNT, "vol-%04d".formatted(number), FindingStatus.FAIL))
                .toList();
        nights.night(0, Map.of(ACCOUNT, Coverage.Status.COMPLETE), many);
        nights.night(1, OTHER_ACCOUNT, volume(OTHER_ACCOUNT, "vol-1", FindingStatus.FAIL));
        assertThat(nights.store().countEvents(id(1))).isEqualTo(Map.of(Kind.OPENED, 1L));
        nights.night(2, ACCOUNT);
        assertThat(nights.store().countEvents(id(2))).isEqualTo(Map.of(Kind.GONE, 1500L));
        assertThat(nights.store().events(id(2))).hasSize(1500);
        assertThat(nights.backlog().items(BacklogFilter.NOT_CLOSED))
                .extracting(BacklogItem::accountId)
                .containsExactly(OTHER_ACCOUNT);
    }

    @Test
    void deletingAssessmentsLeavesTheBacklogAndTicketsSurviveEveryNight() {
        night(0, FindingStatus.FAIL);
        nights.setTicket(ITEM, "SEC-4711");
        nights.assessments().delete(id(0));
        assertThat(item().ticket()).isEqualTo("SEC-4711");
        night(1, FindingStatus.PASS);
        assertThat(item().state()).isEqualTo(State.RESOLVED);
        assertThat(item().ticket()).isEqualTo("SEC-4711");
        assertThat(lastCause()).as("nobody knows what it was").isEqualTo(Cause.OTHER);
    }

    @Test
    void twoNightsAreComparedWithTheFactsThatDiffer() {
        nights.night(
                0,
                ACCOUNT,
                volume(ACCOUNT, "vol-1", FindingStatus.FAIL),
                volume(ACCOUNT, "vol-2", FindingStatus.FAIL),
                volume(ACCOUNT, "vol-3", FindingStatus.PASS));
        nights.night(
                1,
                ACCOUNT,
                volume(ACCOUNT, "vol-1", FindingStatus.PASS),
                volume(ACCOUNT, "vol-3", FindingStatus.PASS),
                volume(ACCOUNT, "vol-4", FindingStatus.FAIL));
        var before = nights.assessments().find(id(0)).orElseThrow();
        var after = nights.assessments().find(id(1)).orElseThrow();
        assertThat(nights.comparison().differences(before, after))
                .extracting(Difference::resourceName, Difference::kind, Difference::cause, Difference::detail)
                .containsExactly(
                        tuple("vol-1", Difference.Kind.CLOSED, Cause.RESOURCE_CHANGED, "encrypted: false → true"),
                        tuple("vol-4", Difference.Kind.OPENED, Cause.RESOURCE_NEW, ""),
                        tuple("vol-2", Difference.Kind.CLOSED, Cause.RESOURCE_GONE, ""));
        assertThat(nights.comparison().differences(before, before)).isEmpty();
    }
}
