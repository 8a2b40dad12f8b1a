package dev.atrest.evaluators;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A mapping of a configuration file, asked for its keys one by one; what is missing, wrong or never asked for is a problem. */
final class YamlSection {

    private final Yaml.Mapping mapping;
    private final String what;
    private final Problems problems;
    private final Set<String> asked = new HashSet<>();

    private YamlSection(Yaml.Mapping mapping, String what, Problems problems) {
        this.mapping = mapping;
        this.what = what;
        this.problems = problems;
    }

    /** @param what names the section in messages, e.g. {@code a rule} */
    static Optional<YamlSection> of(Yaml yaml, String what, Problems problems) {
        if (yaml instanceof Yaml.Mapping mapping) {
            return Optional.of(new YamlSection(mapping, what, problems));
        }
        problems.add(yaml, "Expected %s, a mapping of keys to values, but found %s".formatted(what, yaml.kind()));
        return Optional.empty();
    }

    Yaml.Mapping mapping() {
        return mapping;
    }

    Optional<Yaml> find(String key) {
        asked.add(key);
        return Optional.ofNullable(mapping.entries().get(key)).map(Yaml.Entry::value);
    }

    Optional<Yaml> get(String key) {
        var value = find(key);
        if (value.isEmpty()) {
            problems.add(mapping, "%s needs '%s'".formatted(what, key));
        }
        return value;
    }

    /** The text at a key that must be there. */
    Optional<Yaml.Scalar> text(String key) {
        return get(key).flatMap(value -> text(key, value));
    }

    /** The text at a key, empty when the key is not there. */
    String optionalText(String key) {
        return find(key)
                .flatMap(value -> text(key, value))
                .map(scalar -> scalar.text().strip())
                .orElse("");
    }

    Optional<Yaml.Scalar> text(String key, Yaml value) {
        if (value instanceof Yaml.Scalar scalar
                && scalar.type() != Yaml.Scalar.Type.NULL
                && !scalar.text().isBlank()) {
            return Optional.of(scalar);
        }
        problems.add(value, "'%s' must be text, but is %s".formatted(key, value.kind()));
        return Optional.empty();
    }

    <E extends Enum<E>> Optional<E> oneOf(String key, Class<E> type) {
        return text(key).flatMap(scalar -> {
            var constant = Arrays.stream(type.getEnumConstants())
                    .filter(candidate -> candidate.name().equals(scalar.text().toUpperCase(Locale.ROOT)))
                    .findFirst();
            if (constant.isEmpty()) {
                String allowed =
                        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
                problems.add(scalar, "'%s' is %s, but must be one of %s".formatted(key, scalar.kind(), allowed));
            }
            return constant;
        });
    }

    /** The texts of a list that must be there; may be empty. */
    List<Yaml.Scalar> texts(String key) {
        return get(key).map(value -> texts(key, value)).orElse(List.of());
    }

    List<Yaml.Scalar> texts(String key, Yaml value) {
        if (value instanceof Yaml.Sequence sequence) {
            return sequence.items().stream()
                    .flatMap(item -> text(key, item).stream())
                    .toList();
        }
        problems.add(value, "'%s' must be a list, but is %s".formatted(key, value.kind()));
        return List.of();
    }

    /** The items of a list; none when the key is not there. */
    List<Yaml> items(String key) {
        return find(key)
                .map(value -> {
                    if (value instanceof Yaml.Sequence sequence) {
                        return sequence.items();
                    }
                    problems.add(value, "'%s' must be a list, but is %s".formatted(key, value.kind()));
                    return List.<Yaml>of();
                })
                .orElse(List.of());
    }

    Optional<YamlSection> section(String key) {
        return get(key).flatMap(value -> of(value, "'" + key + "'", problems));
    }

    Map<String, Yaml.Entry> entries() {
        return mapping.entries();
    }

    /** Every key that was never asked for is one that nobody would have read. */
    void rejectOthers() {
        mapping.entries().forEach((key, entry) -> {
            if (!asked.contains(key)) {
                problems.add(
                        entry.key(),
                        "unknown key '%s'; %s has %s"
                                .formatted(key, what, asked.stream().sorted().collect(Collectors.joining(", "))));
            }
        });
    }
}
