package dev.atrest.evaluators;

import dev.atrest.model.Severity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an organisation decides for itself, from {@code settings.yml}. */
public final class Settings {

    private final Map<String, Object> values;
    private final FactType.Struct type;
    private final Urgency urgency;
    private final int maxWaiverDays;
    private final Classifier classifier;
    private final Tiers tiers;
    private final Owners owners;

    Settings(
            Map<String, Object> values,
            FactType.Struct type,
            Urgency urgency,
            int maxWaiverDays,
            Classifier classifier,
            Tiers tiers,
            Owners owners) {
        this.values = values;
        this.type = type;
        this.urgency = urgency;
        this.maxWaiverDays = maxWaiverDays;
        this.classifier = classifier;
        this.tiers = tiers;
        this.owners = owners;
    }

    /** The settings by name as rules know them: String, Long, Boolean, List of String, or Map of these. */
    public Map<String, Object> values() {
        return values;
    }

    /** The settings as text by name, those within others with a dot between the names, e.g. {@code slaDays.HIGH}. */
    public Map<String, String> asText() {
        var texts = new TreeMap<String, String>();
        addText("", values, texts);
        return texts;
    }

    private static void addText(String prefix, Map<?, ?> values, Map<String, String> texts) {
        values.forEach((name, value) -> {
            switch (value) {
                case Map<?, ?> nested -> addText(prefix + name + ".", nested, texts);
                case List<?> list ->
                    texts.put(prefix + name, list.stream().map(String::valueOf).collect(Collectors.joining(", ")));
                default -> texts.put(prefix + name, String.valueOf(value));
            }
        });
    }

    /** Days within which a failed finding of this severity is to be resolved. */
    public int slaDays(Severity severity) {
        return urgency.slaDays().getOrDefault(severity, Integer.MAX_VALUE);
    }

    /** What makes a failure urgent. */
    public Urgency urgency() {
        return urgency;
    }

    /** How many days of CloudTrail events are searched for sensitive encryption contexts; 1 when the settings do not say. */
    public int contextDays() {
        return values.get("contextDays") instanceof Long days ? Math.toIntExact(days) : 1;
    }

    /** How many days after its first the last day of a waiver may be; 365 when the settings do not say. */
    public int maxWaiverDays() {
        return maxWaiverDays;
    }

    FactType.Struct type() {
        return type;
    }

    Classifier classifier() {
        return classifier;
    }

    Tiers tiers() {
        return tiers;
    }

    Owners owners() {
        return owners;
    }
}
