package dev.atrest.evaluators;

import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Severity;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code settings.yml}. The settings that atrest itself uses must be there; any other is free for the organisation's
 * own rules. The type of a setting is that of its value.
 */
final class SettingsReader {

    private static final int USUAL_WAIVER_DAYS = 365;

    private final Problems problems;

    SettingsReader(Problems problems) {
        this.problems = problems;
    }

    Optional<Settings> read(Yaml yaml) {
        return YamlSection.of(yaml, "the settings", problems).map(this::settings);
    }

    private Settings settings(YamlSection section) {
        var classifier = classifier(section);
        var tiers = tiers(section);
        var urgency = new UrgencyReader(problems).read(section, slaDays(section));
        var owners = new Owners(section.find("ownerTagKeys")
                .map(keys -> section.texts("ownerTagKeys", keys))
                .map(keys -> keys.stream().map(Yaml.Scalar::text).toList())
                .orElse(List.of("Owner")));
        int maxWaiverDays = section.find("maxWaiverDays")
                .flatMap(value -> section.text("maxWaiverDays", value))
                .flatMap(this::days)
                .orElse(USUAL_WAIVER_DAYS);
        var values = new LinkedHashMap<String, Object>();
        var type = struct("Settings", "", section.mapping(), values);
        return new Settings(
                Collections.unmodifiableMap(values), type, urgency, maxWaiverDays, classifier, tiers, owners);
    }

    private Classifier classifier(YamlSection section) {
        var words = new HashMap<String, DataProtectionClass>();
        for (var constant : DataProtectionClass.values()) {
            words.put(Classifier.canonical(constant.name()), constant);
        }
        var classification = section.section("classification");
        var keys = classification.map(found -> found.texts("tagKeys")).orElse(List.of());
        if (classification.isPresent() && keys.isEmpty()) {
            problems.add(classification.get().mapping(), "classification.tagKeys must name at least one tag key");
        }
        classification.flatMap(found -> found.section("synonyms")).ifPresent(synonyms -> {
            for (var constant : DataProtectionClass.values()) {
                for (var word : synonyms.texts(constant.name())) {
                    var other = words.putIfAbsent(Classifier.canonical(word.text()), constant);
                    if (other != null && other != constant) {
                        problems.add(word, "'%s' already stands for %s".formatted(word.text(), other));
                    }
                }
            }
            synonyms.rejectOthers();
        });
        classification.ifPresent(YamlSection::rejectOthers);
        return new Classifier(keys.stream().map(Yaml.Scalar::text).toList(), words);
    }

    /** Settings without tiers know none beyond their names. */
    private Tiers tiers(YamlSection section) {
        var words = new HashMap<String, Tiers.Tier>();
        for (var tier : Tiers.Tier.values()) {
            words.put(tier.label(), tier);
        }
        if (section.entries().containsKey("tiers")) {
            section.section("tiers").ifPresent(synonyms -> {
                for (var tier : Tiers.Tier.values()) {
                    for (var word : synonyms.texts(tier.label())) {
                        var other = words.putIfAbsent(Classifier.canonical(word.text()), tier);
                        if (other != null && other != tier) {
                            problems.add(
                                    word, "'%s' already stands for the %s tier".formatted(word.text(), other.label()));
                        }
                    }
                }
                synonyms.rejectOthers();
            });
        }
        String tagKey = section.optionalText("tierTagKey");
        return new Tiers(tagKey.isEmpty() ? "Tier" : tagKey, words);
    }

    private Map<Severity, Integer> slaDays(YamlSection section) {
        var days = new EnumMap<Severity, Integer>(Severity.class);
        section.section("slaDays").ifPresent(sla -> {
            for (var severity : Severity.values()) {
                sla.text(severity.name()).flatMap(this::days).ifPresent(number -> days.put(severity, number));
            }
            sla.rejectOthers();
        });
        return days;
    }

    private Optional<Integer> days(Yaml.Scalar value) {
        var number = wholeNumber(value).filter(days -> days > 0 && days <= 36_500);
        if (number.isEmpty()) {
            problems.add(value, "Expected a number of days from 1 to 36500, but found " + value.kind());
        }
        return number.map(Long::intValue);
    }

    private FactType.Struct struct(String name, String prefix, Yaml.Mapping mapping, Map<String, Object> values) {
        var fields = new LinkedHashMap<String, FactField>();
        mapping.entries().forEach((key, entry) -> {
            var type = type(name + "." + key, prefix + key + ".", key, entry.value(), values);
            if (type.isPresent()) {
                fields.put(
                        key,
                        new FactField(
                                key, prefix + key, fields.size(), type.get(), false, "", FactField.Origin.IDENTITY));
            }
        });
        return new FactType.Struct(name, Collections.unmodifiableMap(fields));
    }

    private Optional<FactType> type(
            String structName, String prefix, String key, Yaml value, Map<String, Object> values) {
        return switch (value) {
            case Yaml.Mapping mapping -> {
                var nested = new LinkedHashMap<String, Object>();
                values.put(key, Collections.unmodifiableMap(nested));
                yield Optional.of(struct(structName, prefix, mapping, nested));
            }
            case Yaml.Sequence sequence -> list(sequence, key, values);
            case Yaml.Scalar scalar -> scalar(scalar, key, values);
        };
    }

    private Optional<FactType> list(Yaml.Sequence sequence, String key, Map<String, Object> values) {
        var wrong = sequence.items().stream()
                .filter(item -> !(item instanceof Yaml.Scalar))
                .findFirst();
        if (wrong.isPresent()) {
            problems.add(
                    wrong.get(),
                    "A setting can be a list of texts; found " + wrong.get().kind());
            return Optional.empty();
        }
        values.put(
                key,
                sequence.items().stream()
                        .map(item -> ((Yaml.Scalar) item).text().strip())
                        .toList());
        return Optional.of(new FactType.ListOf(FactType.Scalar.STRING));
    }

    private Optional<FactType> scalar(Yaml.Scalar scalar, String key, Map<String, Object> values) {
        switch (scalar.type()) {
            case TEXT -> values.put(key, scalar.text());
            case BOOLEAN -> values.put(key, scalar.text().equalsIgnoreCase("true"));
            case INTEGER -> {
                var number = wholeNumber(scalar);
                if (number.isEmpty()) {
                    problems.add(scalar, "Expected a whole decimal number, but found " + scalar.kind());
                    return Optional.empty();
                }
                values.put(key, number.get());
            }
            case NULL, OTHER -> {
                problems.add(
                        scalar,
                        "'%s' must be text, a whole number, true or false, a list or a mapping, but is %s"
                                .formatted(key, scalar.kind()));
                return Optional.empty();
            }
        }
        return Optional.of(
                switch (scalar.type()) {
                    case BOOLEAN -> FactType.Scalar.BOOL;
                    case INTEGER -> FactType.Scalar.INT;
                    default -> FactType.Scalar.STRING;
                });
    }

    static Optional<Long> wholeNumber(Yaml.Scalar scalar) {
        try {
            return Optional.of(Long.valueOf(scalar.text()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
