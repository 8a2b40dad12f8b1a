package dev.atrest.evaluators;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Lays settings over settings, key by key: mappings are merged, everything else is replaced by a value of its kind. */
final class SettingsMerge {

    /** Key of {@code settings.yml} that switches rules off; it is no setting. */
    static final String DISABLED_RULES = "disabledRules";

    private final Problems problems;
    private final List<Yaml.Scalar> disabledRules = new ArrayList<>();
    private Optional<Yaml> merged = Optional.empty();

    SettingsMerge(Problems problems) {
        this.problems = problems;
    }

    /** What is no mapping stays what it is, for the reader of the settings to complain about. */
    void add(Yaml settings) {
        if (!(settings instanceof Yaml.Mapping mapping)) {
            if (merged.isPresent()) {
                YamlSection.of(settings, "the settings", problems);
            } else {
                merged = Optional.of(settings);
            }
            return;
        }
        var section = YamlSection.of(mapping, "the settings", problems).orElseThrow();
        section.find(DISABLED_RULES).ifPresent(ids -> disabledRules.addAll(section.texts(DISABLED_RULES, ids)));
        var own = new LinkedHashMap<>(mapping.entries());
        own.remove(DISABLED_RULES);
        var settingsAlone = new Yaml.Mapping(mapping.file(), mapping.position(), own);
        merged = Optional.of(
                merged.isPresent() && merged.get() instanceof Yaml.Mapping base
                        ? merge("", base, settingsAlone)
                        : settingsAlone);
    }

    private Yaml.Mapping merge(String prefix, Yaml.Mapping base, Yaml.Mapping over) {
        var entries = new LinkedHashMap<>(base.entries());
        over.entries().forEach((key, entry) -> {
            var there = entries.get(key);
            if (there == null) {
                entries.put(key, entry);
            } else if (there.value() instanceof Yaml.Mapping below && entry.value() instanceof Yaml.Mapping above) {
                entries.put(key, new Yaml.Entry(entry.key(), merge(prefix + key + ".", below, above)));
            } else if (kind(there.value()).equals(kind(entry.value()))) {
                entries.put(key, entry);
            } else {
                problems.add(
                        entry.value(),
                        "'%s' is %s, but must be %s, as in %s:%d"
                                .formatted(
                                        prefix + key,
                                        entry.value().kind(),
                                        kind(there.value()),
                                        there.key().file().name(),
                                        there.key().position().line()));
            }
        });
        return new Yaml.Mapping(base.file(), base.position(), entries);
    }

    private static String kind(Yaml value) {
        return switch (value) {
            case Yaml.Mapping _ -> "a mapping";
            case Yaml.Sequence _ -> "a list";
            case Yaml.Scalar scalar ->
                switch (scalar.type()) {
                    case INTEGER -> "a whole number";
                    case BOOLEAN -> "true or false";
                    case TEXT, NULL, OTHER -> "text";
                };
        };
    }

    /** All settings; empty when no file could be read. */
    Optional<Yaml> merged() {
        return merged;
    }

    /** Ids of the rules that are switched off, where they stand. */
    List<Yaml.Scalar> disabledRules() {
        return disabledRules;
    }
}
