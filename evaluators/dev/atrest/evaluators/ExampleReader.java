package dev.atrest.evaluators;

import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Unread;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads the examples of a rule, checked against the facts of its resource type. */
final class ExampleReader {

    private static final Unread UNREAD = new Unread("example", "AccessDenied");

    private static final String SETTINGS = "settings";

    private final FactSchema schema;
    private final FactType.Struct settings;
    private final Problems problems;

    ExampleReader(FactSchema schema, FactType.Struct settings, Problems problems) {
        this.schema = schema;
        this.settings = settings;
        this.problems = problems;
    }

    List<Example> read(YamlSection section) {
        var examples = new ArrayList<Example>();
        for (var kind : ExampleResult.Kind.values()) {
            int index = 1;
            for (Yaml item : section.items(kind.label())) {
                if (item instanceof Yaml.Mapping mapping) {
                    examples.add(example(kind, index++, mapping));
                } else {
                    problems.add(item, "An example is a mapping of facts, but this is " + item.kind());
                }
            }
        }
        for (var needed : List.of(ExampleResult.Kind.PASS, ExampleResult.Kind.FAIL)) {
            if (examples.stream().noneMatch(example -> example.kind() == needed)) {
                problems.add(section.mapping(), "examples needs at least one '%s'".formatted(needed.label()));
            }
        }
        section.rejectOthers();
        return List.copyOf(examples);
    }

    private Example example(ExampleResult.Kind kind, int index, Yaml.Mapping mapping) {
        var given = new TreeSet<String>();
        var values = new LinkedHashMap<String, Object>();
        var unread = new TreeMap<String, Unread>();
        var differing = new LinkedHashMap<String, Object>();
        mapping.entries().forEach((key, entry) -> {
            if (key.equals("unread")) {
                unread(entry.value()).forEach(path -> unread.put(path, UNREAD));
            } else if (key.equals(SETTINGS)) {
                value(settings, SETTINGS, entry.value(), new TreeSet<>())
                        .ifPresent(value -> ((Map<?, ?>) value)
                                .forEach((name, setting) -> differing.put(String.valueOf(name), setting)));
            } else {
                put(schema.root(), "", key, entry, values, given);
            }
        });
        unread.keySet().forEach(path -> makeParents(values, path));
        given.addAll(unread.keySet());
        return new Example(kind, index, new FactSheet(values, unread, Map.of("", "example")), given, differing);
    }

    /** What holds an unread fact is there, and only the fact itself is unread. */
    @SuppressWarnings("unchecked")
    private static void makeParents(Map<String, Object> values, String path) {
        var parent = values;
        String[] names = path.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            parent = (Map<String, Object>) parent.computeIfAbsent(names[i], _ -> new LinkedHashMap<String, Object>());
        }
    }

    private List<String> unread(Yaml value) {
        if (!(value instanceof Yaml.Sequence sequence)) {
            problems.add(value, "'unread' must be a list of facts, but is " + value.kind());
            return List.of();
        }
        var paths = new ArrayList<String>();
        for (Yaml item : sequence.items()) {
            if (item instanceof Yaml.Scalar path && schema.field(path.text()).isPresent()) {
                paths.add(path.text());
            } else {
                String path = item instanceof Yaml.Scalar scalar ? scalar.text() : "";
                problems.add(item, "unknown fact %s; %s".formatted(item.kind(), schema.allowedBeside(path)));
            }
        }
        return paths;
    }

    private void put(
            FactType.Struct struct,
            String prefix,
            String key,
            Yaml.Entry entry,
            Map<String, Object> values,
            Set<String> given) {
        var field = struct.fields().get(key);
        if (field == null) {
            problems.add(
                    entry.key(),
                    "unknown fact '%s'; %s has %s"
                            .formatted(
                                    prefix + key,
                                    struct.name(),
                                    String.join(", ", struct.fields().keySet())));
            return;
        }
        if (field.nullable() && entry.value() instanceof Yaml.Scalar scalar && scalar.type() == Yaml.Scalar.Type.NULL) {
            given.add(prefix + key);
            return;
        }
        value(field.type(), prefix + key, entry.value(), given).ifPresent(value -> values.put(key, value));
        if (!field.isStruct()) {
            given.add(prefix + key);
        }
    }

    private Optional<Object> value(FactType type, String path, Yaml yaml, Set<String> given) {
        Optional<Object> value = switch (type) {
            case FactType.Scalar scalar -> scalar(scalar, path, yaml);
            case FactType.ListOf(FactType element) ->
                yaml instanceof Yaml.Sequence sequence
                        ? Optional.of(sequence.items().stream()
                                .flatMap(item -> value(element, path, item, given).stream())
                                .toList())
                        : Optional.empty();
            case FactType.Texts _ -> texts(path, yaml, given);
            case FactType.Struct struct -> {
                if (!(yaml instanceof Yaml.Mapping mapping)) {
                    yield Optional.empty();
                }
                var values = new LinkedHashMap<String, Object>();
                mapping.entries().forEach((key, entry) -> put(struct, path + ".", key, entry, values, given));
                yield Optional.of(values);
            }
        };
        if (value.isEmpty()) {
            problems.add(yaml, "'%s' is a %s, but the example gives %s".formatted(path, type.words(), yaml.kind()));
        }
        return value;
    }

    private Optional<Object> texts(String path, Yaml yaml, Set<String> given) {
        if (!(yaml instanceof Yaml.Mapping mapping)) {
            return Optional.empty();
        }
        var texts = new TreeMap<String, Object>();
        mapping.entries()
                .forEach((key, entry) -> value(FactType.Scalar.STRING, path + "." + key, entry.value(), given)
                        .ifPresent(text -> texts.put(key, text)));
        return Optional.of(texts);
    }

    private Optional<Object> scalar(FactType.Scalar type, String path, Yaml yaml) {
        if (!(yaml instanceof Yaml.Scalar scalar)) {
            return Optional.empty();
        }
        return switch (type) {
            case STRING -> scalar.type() == Yaml.Scalar.Type.NULL ? Optional.empty() : text(path, scalar);
            case BOOL ->
                scalar.type() == Yaml.Scalar.Type.BOOLEAN
                        ? Optional.of(scalar.text().equalsIgnoreCase("true"))
                        : Optional.empty();
            case INT -> SettingsReader.wholeNumber(scalar).map(Object.class::cast);
            case TIMESTAMP -> timestamp(scalar.text());
        };
    }

    private Optional<Object> text(String path, Yaml.Scalar scalar) {
        if (path.equals(FactSchema.CLASS)) {
            var classes =
                    Arrays.stream(DataProtectionClass.values()).map(Enum::name).collect(Collectors.toSet());
            return classes.contains(scalar.text()) ? Optional.of(scalar.text()) : Optional.empty();
        }
        return Optional.of(scalar.text());
    }

    private static Optional<Object> timestamp(String text) {
        try {
            return Optional.of(Instant.parse(text).toString());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
