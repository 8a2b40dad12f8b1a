package dev.atrest.evaluators;

import dev.atrest.model.Severity;
import java.util.Map;

/** What an organisation decides for itself, from {@code settings.yml}. */
public final class Settings {

    private final Map<String, Object> values;
    private final FactType.Struct type;
    private final Map<Severity, Integer> slaDays;
    private final int maxWaiverDays;
    private final Classifier classifier;
    private final Tiers tiers;

    Settings(
            Map<String, Object> values,
            FactType.Struct type,
            Map<Severity, Integer> slaDays,
            int maxWaiverDays,
            Classifier classifier,
            Tiers tiers) {
        this.values = values;
        this.type = type;
        this.slaDays = slaDays;
        this.maxWaiverDays = maxWaiverDays;
        this.classifier = classifier;
        this.tiers = tiers;
    }

    /** The settings by name as rules know them: String, Long, Boolean, List of String, or Map of these. */
    public Map<String, Object> values() {
        return values;
    }

    /** Days within which a failed finding of this severity is to be resolved. */
    public int slaDays(Severity severity) {
        return slaDays.getOrDefault(severity, Integer.MAX_VALUE);
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
}
