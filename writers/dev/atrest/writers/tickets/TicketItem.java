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

    /**
     * The same without what changes from night to night and is no news: an item that goes on failing is as open as a new one,
     * and nobody needs to be told the key of a ticket that he has given himself.
     */
    TicketItem lasting() {
        BacklogItem.State state = switch (item.state()) {
            case OPENED, REOPENED, STILL_OPEN -> BacklogItem.State.STILL_OPEN;
            case UNKNOWN, WAIVED, RESOLVED, GONE -> item.state();
        };
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
                        state,
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
