package dev.atrest.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A failure that lives across assessments: one rule on one resource.
 *
 * @param id stable across assessments, and the external id in ticketing systems, e.g.
 *     {@code kms-key-rotation-enabled-1f0c9a7e52d40b36}
 * @param ruleTitle the rule's title when the item was last seen
 * @param dataProtectionClass empty where there is none
 * @param owner who is to resolve it, from the resource's tags or else the account; may be empty
 * @param group what one change mends together with it; empty when it stands alone
 * @param firstSeenAt when it was first seen failing
 * @param openedAt the same, unless it was closed meanwhile: then when it was seen failing again
 * @param lastSeenAt when it was last seen failing
 * @param closedAt when it was seen passing, gone or waived; empty while it is open
 * @param reopened how often it failed again after it had been closed
 * @param message one sentence for people, of the last failure
 * @param command AWS CLI commands that resolve it, with ids filled in; may be empty
 * @param terraform Terraform that resolves it, with ids filled in; may be empty
 * @param ticket key of the ticket; empty while none is known
 */
public record BacklogItem(
        String id,
        String ruleId,
        String ruleTitle,
        String resourceArn,
        ResourceType resourceType,
        String accountId,
        String region,
        String resourceName,
        Optional<DataProtectionClass> dataProtectionClass,
        Severity severity,
        Rule.Effort effort,
        State state,
        String owner,
        Priority priority,
        Optional<Group> group,
        LocalDate dueOn,
        Instant firstSeenAt,
        Instant openedAt,
        Instant lastSeenAt,
        Optional<Instant> closedAt,
        int reopened,
        String message,
        String remediation,
        String command,
        String terraform,
        String ticket) {

    /** Where an item stands after an assessment. */
    public enum State {
        /** Failed for the first time. */
        OPENED(true),
        /** Fails again after it had been closed. */
        REOPENED(true),
        /** Has failed before, and still does. */
        STILL_OPEN(true),
        /** Was open, and could not be assessed: it counts as open. */
        UNKNOWN(true),
        /** Fails, and a waiver accepts that. */
        WAIVED(false),
        /** Seen passing, or no longer demanded of the resource. */
        RESOLVED(false),
        /** The resource is no longer there. */
        GONE(false);

        private final boolean open;

        State(boolean open) {
            this.open = open;
        }

        /** Someone has to act. */
        public boolean open() {
            return open;
        }
    }

    /**
     * How urgent an item is: the product of its factors.
     *
     * @param score higher is more urgent
     * @param explanation the factors in words, e.g. {@code HIGH (8) × CONFIDENTIAL (3) × public (4) × 12 dependents (2.1)}
     */
    public record Priority(double score, String explanation) {}

    /**
     * What one change mends.
     *
     * @param key the same for all items that one change mends
     * @param title the change in words, e.g. {@code Encrypt new volumes of 111122223333 eu-central-1 by default}
     */
    public record Group(String key, String title) {}

    /** The id of a finding's item. */
    public static String idOf(Finding finding) {
        return idOf(finding.ruleId(), finding.resourceArn());
    }

    /**
     * The id of the item of a rule on a resource, the same in every assessment: the rule, and the first 64 bits of the
     * SHA-256 over rule id and ARN.
     */
    public static String idOf(String ruleId, String resourceArn) {
        return ruleId + "-" + digest(ruleId, resourceArn);
    }

    /** What stands in an id after the rule, hexadecimal. */
    public static String digest(String ruleId, String resourceArn) {
        byte[] key = (ruleId + "\n" + resourceArn).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Open, and its due date has passed. */
    public boolean overdue(LocalDate today) {
        return state.open() && dueOn.isBefore(today);
    }
}
