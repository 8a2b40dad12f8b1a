package dev.atrest.evaluators;

import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Impact;
import dev.atrest.model.Severity;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Reads from {@code settings.yml} what makes a failure urgent. What an organisation leaves out is as atrest ships it. */
final class UrgencyReader {

    private static final Map<DataProtectionClass, Integer> SLA_PERCENT = Map.of(
            DataProtectionClass.CONFIDENTIAL, 50, DataProtectionClass.INTERNAL, 100, DataProtectionClass.PUBLIC, 100);
    private static final Map<Severity, Integer> SEVERITIES = Map.of(
            Severity.CRITICAL, 16, Severity.HIGH, 8, Severity.MEDIUM, 4, Severity.LOW, 2, Severity.INFORMATIONAL, 1);
    private static final Map<DataProtectionClass, Integer> CLASSES =
            Map.of(DataProtectionClass.CONFIDENTIAL, 3, DataProtectionClass.INTERNAL, 2, DataProtectionClass.PUBLIC, 1);
    private static final Map<Impact.Exposure, Integer> EXPOSURES =
            Map.of(Impact.Exposure.PUBLIC, 4, Impact.Exposure.SHARED, 2, Impact.Exposure.ACCOUNT, 1);

    private final Problems problems;

    UrgencyReader(Problems problems) {
        this.problems = problems;
    }

    Urgency read(YamlSection settings, Map<Severity, Integer> slaDays) {
        var percent = numbers(settings, "slaPercent", SLA_PERCENT, DataProtectionClass.class, 1000, "percent");
        Optional<YamlSection> weights =
                settings.find("priority").flatMap(value -> YamlSection.of(value, "'priority'", problems));
        var urgency = new Urgency(
                slaDays,
                percent,
                weights(weights, "severity", SEVERITIES, Severity.class),
                weights(weights, "class", CLASSES, DataProtectionClass.class),
                weights(weights, "exposure", EXPOSURES, Impact.Exposure.class));
        weights.ifPresent(YamlSection::rejectOthers);
        return urgency;
    }

    private <E extends Enum<E>> Map<E, Integer> weights(
            Optional<YamlSection> weights, String key, Map<E, Integer> shipped, Class<E> type) {
        return weights.map(section -> numbers(section, key, shipped, type, 1000, "a weight"))
                .orElse(shipped);
    }

    private <E extends Enum<E>> Map<E, Integer> numbers(
            YamlSection parent, String key, Map<E, Integer> shipped, Class<E> type, int most, String what) {
        var numbers = new EnumMap<E, Integer>(shipped);
        parent.find(key)
                .flatMap(value -> YamlSection.of(value, "'" + key + "'", problems))
                .ifPresent(section -> {
                    for (E constant : type.getEnumConstants()) {
                        section.find(constant.name())
                                .flatMap(value -> number(constant.name(), value, most, what))
                                .ifPresent(number -> numbers.put(constant, number));
                    }
                    section.rejectOthers();
                });
        return numbers;
    }

    private Optional<Integer> number(String key, Yaml value, int most, String what) {
        Optional<Integer> number = value instanceof Yaml.Scalar scalar
                ? SettingsReader.wholeNumber(scalar)
                        .filter(found -> found >= 1 && found <= most)
                        .map(Long::intValue)
                : Optional.empty();
        if (number.isEmpty()) {
            problems.add(value, "'%s' must be %s from 1 to %d, but is %s".formatted(key, what, most, value.kind()));
        }
        return number;
    }
}
