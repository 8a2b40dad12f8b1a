package dev.atrest.jobs.backlog;

import static dev.atrest.jobs.backlog.StoredNights.ACCOUNT;
import static dev.atrest.jobs.backlog.StoredNights.RULE;
import static dev.atrest.jobs.backlog.StoredNights.arn;
import static dev.atrest.jobs.backlog.StoredNights.at;
import static dev.atrest.jobs.backlog.StoredNights.volume;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.jobs.store.BacklogEvent;
import dev.atrest.jobs.store.BacklogEvent.Kind;
import dev.atrest.jobs.store.ClosureStore.InAccount;
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
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Items of accounts that are no longer in anybody's scope. */
@ResourceLock("Spring Batch")
class AbandonedTest {

    private static final String LEAVER = "444455556666";
    private static final String ITEM = BacklogItem.idOf(RULE, arn(LEAVER, "vol-1"));
    private static final Finding STAYS = volume(ACCOUNT, "vol-0", FindingStatus.FAIL);
    private static final Finding LEAVES = volume(LEAVER, "vol-1", FindingStatus.FAIL);

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

    private BacklogEvent last() {
        return nights.store().history(ITEM).getLast();
    }

    @Test
    void anAccountThatLeavesTheScopeMakesItsItemsUnknownAndOneThatComesBackIsSeenAgain() {
        nights.discovered(0, Set.of(ACCOUNT, LEAVER), STAYS, LEAVES);
        nights.discovered(1, Set.of(ACCOUNT), STAYS);
        assertThat(item().state()).isEqualTo(State.UNKNOWN);
        assertThat(last().cause()).isEqualTo(Cause.ACCOUNT_LEFT);
        assertThat(last().detail()).isEqualTo("account 444455556666 is not in scope since 2026-11-02 (all accounts)");
        nights.discovered(2, Set.of(ACCOUNT), STAYS);
        assertThat(nights.store().history(ITEM)).as("told once").hasSize(2);
        assertThat(nights.abandoned().accounts())
                .extracting(InAccount::accountId, one -> one.leftAt().orElseThrow())
                .containsExactly(org.assertj.core.groups.Tuple.tuple(LEAVER, at(1)));

        nights.discovered(3, Set.of(ACCOUNT, LEAVER), STAYS, LEAVES);
        assertThat(item().state()).isEqualTo(State.STILL_OPEN);
        assertThat(last().cause()).isEqualTo(Cause.READ_AGAIN);
        assertThat(nights.abandoned().accounts()).isEmpty();
    }

    @Test
    void anAssessmentThatNeverHadTheAccountSaysNothingOfIt() {
        nights.discovered(0, Set.of(LEAVER), LEAVES);
        nights.evaluated(1, Map.of(ACCOUNT, Coverage.Status.COMPLETE), List.of(STAYS), "account " + ACCOUNT);
        nights.reconcile(1);
        assertThat(item().state().open()).isTrue();
        assertThat(nights.store().history(ITEM)).hasSize(1);
    }

    @Test
    void itemsOfAnAccountThatLeftAreClosedByHandAndOthersAreNot() {
        nights.discovered(0, Set.of(ACCOUNT, LEAVER), STAYS, LEAVES);
        assertThatThrownBy(() -> nights.abandoned().close(Set.of(LEAVER), "sold"))
                .as("it was looked at last night")
                .hasMessageContaining("was looked at 2026-11-01T02:00:00Z");
        nights.discovered(1, Set.of(ACCOUNT), STAYS);
        assertThatThrownBy(() -> nights.abandoned().close(Set.of("999999999999"), "sold"))
                .hasMessageContaining("nothing is open in account 999999999999")
                .hasMessageContaining(LEAVER);
        assertThat(nights.past().isPast(at(1))).isFalse();
        assertThat(nights.abandoned().close(Set.of(LEAVER), "sold to Example AG"))
                .isEqualTo(1);
        assertThat(item().state()).isEqualTo(State.GONE);
        assertThat(last().kind()).isEqualTo(Kind.GONE);
        assertThat(last().detail()).isEqualTo("closed by hand: sold to Example AG");
        assertThat(nights.abandoned().accounts()).isEmpty();
        assertThat(nights.past().isPast(at(1)))
                .as("reports of it tell what was then")
                .isTrue();
        assertThat(nights.past().items(at(1)))
                .extracting(BacklogItem::id, BacklogItem::state)
                .contains(org.assertj.core.groups.Tuple.tuple(ITEM, State.UNKNOWN));
    }

    @Test
    void anAccountThatNobodyHasSeenForAWeekIsTold() {
        nights.discovered(0, Set.of(ACCOUNT, LEAVER), STAYS, LEAVES);
        // Kept out of the scope on purpose: another scope does not speak for the first.
        for (int night : new int[] {7, 8}) {
            nights.evaluated(night, Map.of(ACCOUNT, Coverage.Status.COMPLETE), List.of(STAYS), "without Sandbox");
            nights.reconcile(night);
            assertThat(item().state().open()).isTrue();
            assertThat(nights.abandoned().accounts())
                    .extracting(InAccount::accountId)
                    .isEqualTo(night == 7 ? List.of() : List.of(LEAVER));
        }
        assertThat(nights.abandoned().close(Set.of(LEAVER), "a sandbox")).isEqualTo(1);
        assertThat(nights.backlog()
                        .find(BacklogItem.idOf(RULE, arn(ACCOUNT, "vol-0")))
                        .orElseThrow()
                        .state()
                        .open())
                .isTrue();
    }
}
