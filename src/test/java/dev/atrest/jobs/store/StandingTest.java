package dev.atrest.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.jobs.store.Standing.State;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Where an item of the backlog stands after one night after the other. */
class StandingTest {

    private static final Instant FIRST = Instant.parse("2026-11-01T02:00:00Z");

    private static final Standing OPENED = Standing.opened(FIRST, StandingTest::in30Days);

    private static LocalDate in30Days(Instant openedAt) {
        return LocalDate.ofInstant(openedAt, ZoneOffset.UTC).plusDays(30);
    }

    private static LocalDate in7Days(Instant openedAt) {
        return LocalDate.ofInstant(openedAt, ZoneOffset.UTC).plusDays(7);
    }

    private static Instant night(int number) {
        return FIRST.plus(number, ChronoUnit.DAYS);
    }

    @Test
    void whatGoesOnFailingStaysAsItIs() {
        assertThat(OPENED.failing(night(1), StandingTest::in30Days)).isSameAs(OPENED);
        assertThat(OPENED.dueOn()).isEqualTo("2026-12-01");
    }

    @Test
    void aSeverityThatHasChangedMovesTheDueDateCountedFromTheOpening() {
        Standing worse = OPENED.failing(night(3), StandingTest::in7Days);
        assertThat(worse.dueOn()).isEqualTo("2026-11-08");
        assertThat(worse.openedAt()).isEqualTo(FIRST);
        assertThat(worse.state()).isEqualTo(State.OPEN);
    }

    @Test
    void aRegressionOpensItAgainWithANewDueDate() {
        Standing again = OPENED.resolved(night(1)).failing(night(5), StandingTest::in30Days);
        assertThat(again.state()).isEqualTo(State.OPEN);
        assertThat(again.reopened()).isEqualTo(1);
        assertThat(again.firstSeenAt()).isEqualTo(FIRST);
        assertThat(again.openedAt()).isEqualTo(night(5));
        assertThat(again.dueOn()).isEqualTo("2026-12-06");
        assertThat(again.closedAt()).isEmpty();
    }

    @Test
    void whatCannotBeAssessedIsUnknownAndKeepsItsDueDate() {
        Standing unknown = OPENED.unknown(night(1));
        assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
        assertThat(unknown.seenAt()).isEqualTo(FIRST);
        assertThat(unknown.unknown(night(2))).isSameAs(unknown);
        Standing seen = unknown.failing(night(3), StandingTest::in30Days);
        assertThat(seen.state()).isEqualTo(State.OPEN);
        assertThat(seen.reopened()).isZero();
        assertThat(seen.dueOn()).isEqualTo(OPENED.dueOn());
    }

    @Test
    void whatIsClosedIsNotOpenedByNotBeingAssessed() {
        Standing resolved = OPENED.resolved(night(1));
        assertThat(resolved.unknown(night(2))).isSameAs(resolved);
        assertThat(resolved.gone(night(2))).isSameAs(resolved);
        Standing gone = OPENED.gone(night(1));
        assertThat(gone.unknown(night(2))).isSameAs(gone);
        assertThat(gone.resolved(night(2))).isSameAs(gone);
    }

    @Test
    void aWaiversEndOpensItAgainAlsoWhenItCouldNotBeAssessedMeanwhile() {
        Standing waived = OPENED.waived(night(1));
        assertThat(waived.state()).isEqualTo(State.WAIVED);
        assertThat(waived.closedAt()).contains(night(1));
        assertThat(waived.waived(night(2))).isSameAs(waived);
        assertThat(waived.failing(night(2), StandingTest::in30Days).reopened()).isEqualTo(1);

        Standing unknown = waived.unknown(night(2));
        assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
        assertThat(unknown.waived(night(3)).closedAt()).contains(night(1));
        assertThat(unknown.failing(night(3), StandingTest::in30Days).reopened()).isEqualTo(1);
    }

    @Test
    void aWaivedItemIsResolvedAndGoneAsAnyOther() {
        Standing waived = Standing.waivedFromTheFirst(FIRST, StandingTest::in30Days);
        assertThat(waived.resolved(night(1)).state()).isEqualTo(State.RESOLVED);
        assertThat(waived.gone(night(1)).closedAt()).contains(night(1));
    }
}
