package dev.atrest.writers.tickets;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import dev.atrest.writers.ConsoleLink;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a column of a mapping can tell of an item, by the name that stands in braces. */
enum TicketField {
    EXTERNAL_ID("externalId", item -> item.item().id()),
    RULE_ID("ruleId", item -> item.item().ruleId()),
    RULE_TITLE("ruleTitle", item -> item.item().ruleTitle()),
    RESOURCE_ARN("resourceArn", item -> item.item().resourceArn(), Origin.FOREIGN),
    RESOURCE_TYPE("resourceType", item -> item.item().resourceType().label()),
    RESOURCE_NAME("resourceName", item -> item.item().resourceName(), Origin.FOREIGN),
    ACCOUNT_ID("accountId", item -> item.item().accountId()),
    ACCOUNT_NAME("accountName", TicketItem::accountName, Origin.FOREIGN),
    ACCOUNT_OWNER("accountOwner", TicketItem::accountOwner, Origin.FOREIGN),
    REGION("region", item -> item.item().region()),
    DATA_PROTECTION_CLASS(
            "dataProtectionClass",
            item -> item.item().dataProtectionClass().map(Enum::name).orElse(""),
            DataProtectionClass.class),
    SEVERITY("severity", item -> item.item().severity().name(), Severity.class),
    EFFORT("effort", item -> item.item().effort().name(), Rule.Effort.class),
    STATE("state", item -> item.state().name(), TicketItem.State.class),
    ACTION("action", item -> item.action().name(), TicketItem.Action.class),
    OWNER("owner", item -> item.item().owner(), Origin.FOREIGN),
    PRIORITY(
            "priority",
            item -> String.format(Locale.ROOT, "%.1f", item.item().priority().score())),
    PRIORITY_EXPLANATION("priorityExplanation", item -> item.item().priority().explanation()),
    CHANGE("change", item -> item.item().group().map(BacklogItem.Group::title).orElse(""), Origin.FOREIGN),
    DUE_ON("dueOn", item -> Optional.of(item.item().dueOn().atStartOfDay(ZoneOffset.UTC)), Time.DAY),
    FIRST_SEEN_AT("firstSeenAt", item -> at(item.item().firstSeenAt()), Time.MOMENT),
    OPENED_AT("openedAt", item -> at(item.item().openedAt()), Time.MOMENT),
    LAST_SEEN_AT("lastSeenAt", item -> at(item.item().lastSeenAt()), Time.MOMENT),
    CLOSED_AT("closedAt", item -> item.item().closedAt().flatMap(TicketField::at), Time.MOMENT),
    REOPENED("reopened", item -> Integer.toString(item.item().reopened())),
    MESSAGE("message", item -> item.item().message(), Origin.FOREIGN),
    REMEDIATION("remediation", item -> item.item().remediation()),
    COMMAND("command", item -> item.item().command(), Origin.FOREIGN),
    TERRAFORM("terraform", item -> item.item().terraform()),
    CONTROLS("controls", TicketItem::controls),
    CONSOLE_LINK(
            "consoleLink",
            item -> ConsoleLink.to(
                            item.item().resourceType(),
                            item.item().resourceArn(),
                            item.item().region())
                    .orElse("")),
    TICKET("ticket", TicketItem::ticket),
    LATEST_TICKET("latestTicket", item -> item.item().ticket());

    /** Who chose the words. */
    private enum Origin {
        /** Our own rules, or a fixed alphabet. */
        OURS,
        /** Anyone who may name a resource or tag it. */
        FOREIGN
    }

    private enum Time {
        DAY,
        MOMENT
    }

    private final String name;
    private final Function<TicketItem, String> text;
    private final @Nullable Function<TicketItem, Optional<ZonedDateTime>> time;
    private final Origin origin;
    private final List<String> constants;

    TicketField(String name, Function<TicketItem, String> text) {
        this(name, text, Origin.OURS);
    }

    TicketField(String name, Function<TicketItem, String> text, Origin origin) {
        this.name = name;
        this.text = text;
        this.time = null;
        this.origin = origin;
        this.constants = List.of();
    }

    TicketField(String name, Function<TicketItem, String> text, Class<? extends Enum<?>> constants) {
        this.name = name;
        this.text = text;
        this.time = null;
        this.origin = Origin.OURS;
        this.constants =
                Arrays.stream(constants.getEnumConstants()).map(Enum::name).toList();
    }

    TicketField(String name, Function<TicketItem, Optional<ZonedDateTime>> time, Time kind) {
        this.name = name;
        this.text = item -> time.apply(item)
                .map(at -> kind == Time.DAY
                        ? at.toLocalDate().toString()
                        : at.toInstant().toString())
                .orElse("");
        this.time = time;
        this.origin = Origin.OURS;
        this.constants = List.of();
    }

    private static Optional<ZonedDateTime> at(Instant instant) {
        return Optional.of(instant.atZone(ZoneOffset.UTC));
    }

    static Optional<TicketField> named(String name) {
        return Arrays.stream(values()).filter(field -> field.name.equals(name)).findFirst();
    }

    /** For messages. */
    static String names() {
        return Arrays.stream(values()).map(field -> field.name).collect(Collectors.joining(", "));
    }

    String fieldName() {
        return name;
    }

    String text(TicketItem item) {
        return text.apply(item);
    }

    /** The moment or day, in UTC; empty for what is none and for what has not come. */
    Optional<ZonedDateTime> time(TicketItem item) {
        return time == null ? Optional.empty() : time.apply(item);
    }

    boolean isTime() {
        return time != null;
    }

    /** Whether the words are anyone's to choose. */
    boolean foreign() {
        return origin == Origin.FOREIGN;
    }

    /** All that it can be; empty for a field of any text. */
    List<String> constants() {
        return constants;
    }
}
