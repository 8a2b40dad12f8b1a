package dev.atrest.jobs.backlog;

import static dev.atrest.jobs.backlog.StoredNights.ACCOUNT;
import static dev.atrest.jobs.backlog.StoredNights.RULE;
import static dev.atrest.jobs.backlog.StoredNights.arn;
import static dev.atrest.jobs.backlog.StoredNights.volume;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.jobs.store.BacklogEvent;
import dev.atrest.jobs.store.BacklogEvent.Kind;
import dev.atrest.jobs.store.BacklogFilter;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.BacklogItem.State;
import dev.atrest.model.Change.Cause;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Nights that do not go by the book: of clocks, owners, waivers, severities and resources that are there once more. */
@Isolated("one test changes the time zone of the process")
class OddNightsTest {

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
        assertThat(nights.backlog().items(BacklogFilter.ALL))
                .as("never another item")
                .hasSize(1);
        return nights.backlog().find(ITEM).orElseThrow();
    }

    private List<Kind> kinds() {
        return nights.store().history(ITEM).stream().map(BacklogEvent::kind).toList();
    }

    private void night(int number, FindingStatus status) {
        nights.night(number, ACCOUNT, volume(ACCOUNT, "vol-1", status));
    }

    private static Finding with(FindingStatus status, Severity severity, String owner, Optional<String> waiver) {
        Finding finding = volume(ACCOUNT, "vol-1", status);
        return new Finding(
                finding.ruleId(),
                status,
                severity,
                finding.resourceArn(),
                finding.resourceType(),
                finding.accountId(),
                finding.region(),
                finding.resourceName(),
                finding.dataProtectionClass(),
                finding.message(),
                finding.evidence(),
                finding.unread(),
                finding.controls(),
                finding.readAt(),
                owner,
                waiver,
                finding.impact());
    }

    @Test
    void daysAreThoseOfUtcWhateverTheClockOfTheMachineSays() {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            nights.start(0, Instant.parse("2026-11-01T23:59:59.999999Z"));
            night(0, FindingStatus.FAIL);
            assertThat(item().dueOn()).as("of an opening on the first").isEqualTo("2026-12-01");
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Honolulu"));
            nights.start(1, Instant.parse("2026-11-02T00:00:00.000001Z"));
            night(1, FindingStatus.FAIL);
            assertThat(item().dueOn()).isEqualTo("2026-12-01");
            assertThat(item().state()).isEqualTo(State.STILL_OPEN);
            assertThat(item().openedAt()).isEqualTo("2026-11-01T23:59:59.999999Z");
            assertThat(item().lastSeenAt()).isEqualTo("2026-11-02T00:00:00.000001Z");
            assertThat(item().overdue(java.time.LocalDate.parse("2026-12-01"))).isFalse();
            assertThat(item().overdue(java.time.LocalDate.parse("2026-12-02"))).isTrue();
            nights.start(2, Instant.parse("2026-11-02T09:59:59Z"));
            night(2, FindingStatus.PASS);
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            nights.start(3, Instant.parse("2026-11-02T23:30:00Z"));
            night(3, FindingStatus.FAIL);
            assertThat(item().dueOn()).as("of an opening on the second, in UTC").isEqualTo("2026-12-02");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void anOwnerThatChangesIsToldInTheSameItem() {
        nights.night(0, ACCOUNT, with(FindingStatus.FAIL, Severity.HIGH, "team-a", Optional.empty()));
        nights.night(1, ACCOUNT, with(FindingStatus.FAIL, Severity.HIGH, "team-b", Optional.empty()));
        assertThat(item().owner()).isEqualTo("team-b");
        assertThat(item().state()).isEqualTo(State.STILL_OPEN);
        nights.night(2, ACCOUNT, with(FindingStatus.FAIL, Severity.HIGH, "", Optional.empty()));
        assertThat(item().owner())
                .as("the tag was renamed to one that names nobody")
                .isEmpty();
        assertThat(kinds()).containsExactly(Kind.OPENED);
    }

    @Test
    void anItemUnderTwoWaiversOfWhichOneEndsStaysWaived() {
        nights.night(0, ACCOUNT, with(FindingStatus.FAIL, Severity.HIGH, "", Optional.empty()));
        nights.night(1, ACCOUNT, with(FindingStatus.WAIVED, Severity.HIGH, "", Optional.of("a-first")));
        nights.night(2, ACCOUNT, with(FindingStatus.WAIVED, Severity.HIGH, "", Optional.of("b-second")));
        assertThat(item().state()).isEqualTo(State.WAIVED);
        assertThat(item().closedAt()).contains(StoredNights.at(1));
        assertThat(kinds()).containsExactly(Kind.OPENED, Kind.WAIVED);
        nights.night(3, ACCOUNT, with(FindingStatus.FAIL, Severity.HIGH, "", Optional.empty()));
        assertThat(item().state()).isEqualTo(State.REOPENED);
        assertThat(nights.store().history(ITEM).getLast().detail())
                .as("the one that ended last")
                .isEqualTo("b-second");
    }

    @Test
    void aSeverityThatChangesIsDueAnewCountedFromTheOpening() {
        nights.night(0, ACCOUNT, with(FindingStatus.FAIL, Severity.HIGH, "", Optional.empty()));
        assertThat(item().dueOn()).isEqualTo("2026-12-01");
        double urgent = item().priority().score();
        nights.night(5, ACCOUNT, with(FindingStatus.FAIL, Severity.CRITICAL, "", Optional.empty()));
        assertThat(item().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(item().dueOn()).isBefore("2026-12-01").isAfter("2026-11-01");
        assertThat(item().priority().score()).isGreaterThan(urgent);
        assertThat(item().state()).isEqualTo(State.STILL_OPEN);
        assertThat(item().openedAt()).isEqualTo(StoredNights.at(0));
        nights.night(6, ACCOUNT, with(FindingStatus.FAIL, Severity.HIGH, "", Optional.empty()));
        assertThat(item().dueOn()).isEqualTo("2026-12-01");
        assertThat(kinds()).containsExactly(Kind.OPENED);
    }

    @Test
    void aResourceThatIsDeletedAndMadeAgainReopensItsItem() {
        night(0, FindingStatus.FAIL);
        nights.setTicket(ITEM, "SEC-1");
        nights.night(1, ACCOUNT);
        assertThat(item().state()).isEqualTo(State.GONE);
        night(2, FindingStatus.FAIL);
        assertThat(item().state()).isEqualTo(State.REOPENED);
        assertThat(item().ticket()).isEqualTo("SEC-1");
        assertThat(item().dueOn()).isEqualTo("2026-12-03");
        assertThat(nights.store().history(ITEM).getLast().cause()).isEqualTo(Cause.RESOURCE_NEW);
        nights.night(3, ACCOUNT);
        night(4, FindingStatus.PASS);
        assertThat(item().state()).as("made again, and whole").isEqualTo(State.GONE);
    }
}
