package dev.atrest.jobs.backlog;

import dev.atrest.jobs.store.BacklogEvent;
import dev.atrest.jobs.store.BacklogFilter;
import dev.atrest.jobs.store.BacklogStore;
import dev.atrest.jobs.store.ItemKey;
import dev.atrest.jobs.store.LookStore;
import dev.atrest.jobs.store.Standing;
import dev.atrest.jobs.store.StoredItem;
import dev.atrest.model.BacklogItem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The backlog as an assessment left it, when later ones have changed it: of items that were changed since, where they stood is
 * told by their history. What they are about (message, severity, owner, priority) is as their last failure says.
 */
@Component
public class PastBacklog {

    private final BacklogStore store;
    private final LookStore looks;
    private final Backlog backlog;

    PastBacklog(BacklogStore store, LookStore looks, Backlog backlog) {
        this.store = store;
        this.looks = looks;
        this.backlog = backlog;
    }

    /** Whether an assessment that started after then has looked at the backlog. */
    public boolean isPast(Instant then) {
        return looks.hasMovedSince(then);
    }

    /** All items that there were then, closed ones too, the most urgent first; read as they are asked for. */
    public Stream<StoredItem> stored(Instant then) {
        return store.items(BacklogFilter.ALL).flatMap(item -> at(then, item).stream());
    }

    /** Those that were open or waived. */
    public Stream<BacklogItem> items(Instant then) {
        return stored(then)
                .filter(item -> BacklogFilter.NOT_CLOSED.states().contains(item.state()))
                .map(backlog::told);
    }

    private Optional<StoredItem> at(Instant then, StoredItem item) {
        Standing now = item.standing();
        if (!now.changedAt().isAfter(then)) {
            return Optional.of(standing(item, now.asSeenUntil(then)));
        }
        List<BacklogEvent> events = store.history(ItemKey.of(item)).stream()
                .filter(event -> !event.at().isAfter(then))
                .toList();
        return events.isEmpty() ? Optional.empty() : Optional.of(standing(item, replayed(events, then, now)));
    }

    private static StoredItem standing(StoredItem item, Standing standing) {
        return new StoredItem(item.id(), item.subject(), standing, item.ticket());
    }

    private static Standing replayed(List<BacklogEvent> events, Instant then, Standing now) {
        Instant first = events.getFirst().at();
        // An item that was opened at another time was due as long after it.
        Standing.DueDate due =
                openedAt -> day(openedAt).plusDays(ChronoUnit.DAYS.between(day(now.openedAt()), now.dueOn()));
        Standing standing = Standing.opened(first, due);
        for (BacklogEvent event : events) {
            Instant at = event.at();
            standing = switch (event.kind()) {
                case OPENED, REOPENED, SEEN_AGAIN -> standing.failing(at, due);
                case WAIVED -> at.equals(first) ? Standing.waivedFromTheFirst(at, due) : standing.waived(at);
                case UNKNOWN -> standing.unknown(at);
                case RESOLVED -> standing.resolved(at);
                case GONE -> standing.gone(at);
            };
        }
        return switch (standing.state()) {
            case OPEN, WAIVED -> standing.writtenFor(then);
            default -> standing;
        };
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
