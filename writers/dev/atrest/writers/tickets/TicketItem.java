package dev.atrest.writers.tickets;

import dev.atrest.model.BacklogItem;
import java.time.Instant;

/**
 * An item of the backlog as a ticketing system is told of it.
 *
 * @param action what the system is to do
 * @param accountName may be empty
 * @param accountOwner may be empty
 * @param controls the controls that the rule meets, for people; may be empty
 * @param ticket key of this system's ticket; empty while none is known
 */
public record TicketItem(
        BacklogItem item, Action action, String accountName, String accountOwner, String controls, String ticket) {

    /** What a system is to do that finds tickets by their external id. */
    public enum Action {
        CREATE,
        /** The ticket stays in the status that it has. */
        UPDATE,
        /** As an update, of a ticket that may have been closed. */
        REOPEN,
        CLOSE
    }

    /** Where an item stands, whether that is new or not. */
    public enum State {
        OPEN,
        UNKNOWN,
        WAIVED,
        RESOLVED,
        GONE;

        static State of(BacklogItem.State state) {
            return switch (state) {
                case OPENED, REOPENED, STILL_OPEN -> OPEN;
                case UNKNOWN -> UNKNOWN;
                case WAIVED -> WAIVED;
                case RESOLVED -> RESOLVED;
                case GONE -> GONE;
            };
        }
    }

    State state() {
        return State.of(item.state());
    }

    /**
     * The same without what changes from night to night and is no news: that it was seen once more, and the key of the ticket,
     * which the system itself has given.
     */
    TicketItem lasting() {
        return new TicketItem(
                new BacklogItem(
                        item.id(),
                        item.ruleId(),
                        item.ruleTitle(),
                        item.resourceArn(),
                        item.resourceType(),
                        item.accountId(),
                        item.region(),
                        item.resourceName(),
                        item.dataProtectionClass(),
                        item.severity(),
                        item.effort(),
                        item.state(),
                        item.owner(),
                        item.priority(),
                        item.group(),
                        item.dueOn(),
                        item.firstSeenAt(),
                        item.openedAt(),
                        Instant.EPOCH,
                        item.closedAt(),
                        item.reopened(),
                        item.message(),
                        item.remediation(),
                        item.command(),
                        item.terraform(),
                        ""),
                action == Action.CLOSE ? Action.CLOSE : Action.UPDATE,
                accountName,
                accountOwner,
                controls,
                "");
    }
}
