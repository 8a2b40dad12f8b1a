package dev.atrest.jobs.backlog;

import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.BacklogPlace;
import dev.atrest.jobs.store.LookStore;
import dev.atrest.model.Account;
import dev.atrest.model.Change.Cause;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Accounts that an assessment would have looked at if they were still there: one of the same scope had them, and this one does not.
 * What somebody else has looked at since is left to them.
 */
final class Departed {

    private final Assessment now;
    private final Set<String> accounts;
    private final Map<BacklogPlace, LookStore.Look> looks;
    private final AssessmentStore assessments;

    Departed(Assessment now, Map<BacklogPlace, LookStore.Look> looks, AssessmentStore assessments) {
        this.now = now;
        this.looks = looks;
        this.assessments = assessments;
        this.accounts = new HashSet<>(assessments.earlierAccounts(now));
        assessments.accounts(now.id()).stream().map(Account::id).forEach(accounts::remove);
    }

    /** Why nobody knows any more what is there; empty where the account has not left. */
    Optional<Because> from(BacklogPlace place) {
        if (!accounts.contains(place.accountId()) || !isOurs(place)) {
            return Optional.empty();
        }
        return Optional.of(new Because(
                Cause.ACCOUNT_LEFT,
                "account %s is not in scope since %s (%s)"
                        .formatted(
                                place.accountId(), LocalDate.ofInstant(now.startedAt(), ZoneOffset.UTC), now.scope())));
    }

    private boolean isOurs(BacklogPlace place) {
        LookStore.Look look = looks.get(place);
        return look == null
                || assessments
                        .find(look.assessmentId())
                        .filter(last -> last.scope().equals(now.scope()))
                        .isPresent();
    }
}
