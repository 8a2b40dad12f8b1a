package dev.atrest.embeddedaws.estate;

import java.util.List;
import java.util.Optional;

/**
 * An EventBridge rule.
 *
 * @param bus event bus; default unless said otherwise
 * @param state ENABLED or DISABLED
 * @param pattern event pattern; empty for a scheduled rule
 * @param schedule schedule expression
 * @param targets ARNs, or topic names of the same account and region
 */
public record EventRule(
        String name,
        String bus,
        String state,
        String description,
        Optional<JsonText> pattern,
        Optional<String> schedule,
        List<String> targets) {

    public EventRule {
        name = Defaults.required(name, "rule name");
        bus = Defaults.or(bus, "default");
        state = Defaults.oneOf(
                Defaults.or(state, "ENABLED"),
                "state",
                "ENABLED",
                "DISABLED",
                "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
        description = Defaults.or(description, "");
        pattern = Defaults.or(pattern, Optional.empty());
        schedule = Defaults.or(schedule, Optional.empty());
        targets = Defaults.list(targets);
    }
}
