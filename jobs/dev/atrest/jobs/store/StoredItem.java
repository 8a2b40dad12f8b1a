package dev.atrest.jobs.store;

import dev.atrest.model.BacklogItem;
import java.time.Instant;
import java.util.Optional;

/**
 * An item of the backlog as it is stored: without the remediation, which its rule tells.
 *
 * @param ticket key of the ticket; empty while none is known
 */
public record StoredItem(String id, Subject subject, Standing standing, String ticket) {

    /** The state that people are told. It is new as long as no later assessment has seen it. */
    public BacklogItem.State state() {
        return switch (standing.state()) {
            case OPEN ->
                standing.seenAt().isAfter(standing.openedAt())
                        ? BacklogItem.State.STILL_OPEN
                        : standing.reopened() > 0 ? BacklogItem.State.REOPENED : BacklogItem.State.OPENED;
            case UNKNOWN -> BacklogItem.State.UNKNOWN;
            case WAIVED -> BacklogItem.State.WAIVED;
            case RESOLVED -> BacklogItem.State.RESOLVED;
            case GONE -> BacklogItem.State.GONE;
        };
    }

    /** The item with what its rule says to do. */
    public BacklogItem with(String remediation, String command, String terraform) {
        BacklogItem.State state = state();
        Optional<Instant> closedAt = state.open() ? Optional.empty() : standing.closedAt();
        return new BacklogItem(
                id,
                subject.ruleId(),
                subject.ruleTitle(),
                subject.arn(),
                subject.type(),
                subject.accountId(),
                subject.region(),
                subject.name(),
                subject.dataProtectionClass(),
                subject.severity(),
                subject.effort(),
                state,
                subject.owner(),
                subject.priority(),
                subject.group(),
                standing.dueOn(),
                standing.firstSeenAt(),
                standing.openedAt(),
                standing.seenAt(),
                closedAt,
                standing.reopened(),
                subject.message(),
                remediation,
                command,
                terraform,
                ticket);
    }
}
