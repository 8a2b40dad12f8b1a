package dev.atrest.jobs.backlog;

import dev.atrest.jobs.store.BacklogEvent;
import dev.atrest.jobs.store.BacklogFilter;
import dev.atrest.jobs.store.BacklogStore;
import dev.atrest.jobs.store.ClosureStore;
import dev.atrest.jobs.store.ClosureStore.InAccount;
import dev.atrest.jobs.store.LookStore;
import dev.atrest.jobs.store.StoredItem;
import dev.atrest.model.Change.Cause;
import dev.atrest.model.FindingStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Accounts with items that nobody looks at any more. No assessment will close them: somebody has to, and say why. */
@Component
public class Abandoned {

    /** In the place of an assessment's id. */
    public static final String BY_HAND = "closed-";

    private static final Duration LONG = Duration.ofDays(7);

    private final BacklogStore store;
    private final LookStore looks;
    private final ClosureStore closures;

    Abandoned(BacklogStore store, LookStore looks, ClosureStore closures) {
        this.store = store;
        this.looks = looks;
        this.closures = closures;
    }

    /** Accounts that have left the scope, or that no assessment has seen for a week in which others were seen. */
    public List<InAccount> accounts() {
        List<InAccount> all = closures.byAccount();
        Instant latest = looks.looks().values().stream()
                .map(LookStore.Look::at)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        return all.stream()
                .filter(account -> account.leftAt().isPresent()
                        || account.lookedAt().plus(LONG).isBefore(latest))
                .toList();
    }

    /**
     * Closes all items of accounts.
     *
     * @param reason for their history
     * @return how many
     * @throws IllegalArgumentException when an account has nothing to be closed, or assessments look at it
     */
    @Transactional
    public long close(Set<String> accounts, String reason) {
        Set<String> abandoned = accounts().stream().map(InAccount::accountId).collect(Collectors.toSet());
        Map<String, InAccount> all =
                closures.byAccount().stream().collect(Collectors.toMap(InAccount::accountId, Function.identity()));
        accounts.stream().sorted().forEach(id -> {
            InAccount account = all.get(id);
            if (account == null) {
                throw new IllegalArgumentException("nothing is open in account " + id + "; it is in these: "
                        + all.keySet().stream().sorted().collect(Collectors.joining(", ")));
            }
            if (!abandoned.contains(id) && account.unknown() < account.items()) {
                throw new IllegalArgumentException(
                        "account " + id + " was looked at "
                                + account.lookedAt().truncatedTo(ChronoUnit.SECONDS)
                                + ": the next assessment tells what is resolved there; allowed are accounts that have left the scope");
            }
        });
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String id = BY_HAND + now.truncatedTo(ChronoUnit.MILLIS);
        closures.save(id, now, reason);
        var filter = new BacklogFilter(
                accounts, Set.of(), Set.of(), Set.of(), Set.of(), BacklogFilter.NOT_CLOSED.states(), Optional.empty());
        // All at once: what is written must not be among what is still read.
        List<StoredItem> items = store.items(filter).toList();
        store.update(items.stream()
                .map(item -> new StoredItem(
                        item.id(), item.subject(), item.standing().gone(now), item.ticket()))
                .toList());
        store.record(items.stream().map(item -> closed(item, id, now, reason)).toList());
        return items.size();
    }

    private static BacklogEvent closed(StoredItem item, String id, Instant at, String reason) {
        Optional<FindingStatus> before = switch (item.standing().state()) {
            case OPEN -> Optional.of(FindingStatus.FAIL);
            case WAIVED -> Optional.of(FindingStatus.WAIVED);
            default -> Optional.of(FindingStatus.NOT_ASSESSED);
        };
        return new BacklogEvent(
                id,
                at,
                item.subject().arn(),
                item.subject().ruleId(),
                BacklogEvent.Kind.GONE,
                Cause.ACCOUNT_LEFT,
                before,
                Optional.empty(),
                "closed by hand: " + reason);
    }
}
