package dev.atrest.writers.tickets;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Items for ticketing systems that tests make up. */
final class TicketItems {

    static final String ID = "ebs-volume-internal-encrypted-1f0c9a7e52d40b36";

    private TicketItems() {}

    static TicketItem item(String resourceName, String message, String owner) {
        return item(resourceName, message, owner, BacklogItem.State.OPENED, TicketItem.Action.CREATE);
    }

    static TicketItem item(
            String resourceName, String message, String owner, BacklogItem.State state, TicketItem.Action action) {
        Instant seen = Instant.parse("2026-11-01T02:00:00Z");
        return new TicketItem(
                new BacklogItem(
                        ID,
                        "ebs-volume-internal-encrypted",
                        "Volumes with INTERNAL data are encrypted",
                        "arn:aws:ec2:eu-central-1:012345678901:volume/vol-1",
                        ResourceType.EBS_VOLUME,
                        "012345678901",
                        "eu-central-1",
                        resourceName,
                        Optional.of(DataProtectionClass.INTERNAL),
                        Severity.HIGH,
                        Rule.Effort.HIGH,
                        state,
                        owner,
                        new BacklogItem.Priority(16, "HIGH (8) × INTERNAL (2)"),
                        Optional.empty(),
                        LocalDate.of(2026, 12, 1),
                        seen,
                        seen,
                        seen,
                        state.open() ? Optional.empty() : Optional.of(seen),
                        0,
                        message,
                        "Encrypt it.",
                        "aws ec2 create-snapshot",
                        "",
                        ""),
                action,
                "payments",
                "team-a",
                "enterprise-data-encryption E2",
                "");
    }
}
