package dev.atrest.evaluators;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.StructValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The facts of a struct as CEL reads them: decoded on first use, every read noted. */
final class StructView extends StructValue<String, StructView> {

    private final FactType.Struct type;
    private final Map<String, ?> values;
    private final Map<String, Map<String, ?>> beside;
    private final Map<String, ?> added;
    private final ReadLog log;
    private final @Nullable Object[] decoded;

    /**
     * @param values plain values of the struct's fields
     * @param beside what is joined and derived: values by name, by path of the struct that they are laid in
     * @param path of this struct; empty for the resource
     */
    StructView(
            FactType.Struct type, Map<String, ?> values, Map<String, Map<String, ?>> beside, String path, ReadLog log) {
        this.type = type;
        this.values = values;
        this.beside = beside;
        this.added = beside.getOrDefault(path, Map.of());
        this.log = log;
        this.decoded = new Object[type.fields().size()];
    }

    @Override
    public StructView value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return false;
    }

    @Override
    public CelType celType() {
        return type.cel();
    }

    @Override
    public Object select(String name) {
        return find(name).orElseThrow(() -> CelAttributeNotFoundException.forFieldResolution(name));
    }

    @Override
    public Optional<Object> find(String name) {
        return Optional.ofNullable(get(name));
    }

    /** The fact of this name as CEL knows it; null when there is none of this name. */
    @Nullable
    Object get(String name) {
        var field = type.fields().get(name);
        if (field == null) {
            return null;
        }
        Object value = plain(field);
        if (!(field.type() instanceof FactType.Struct) && !(field.type() instanceof FactType.Texts)) {
            log.read(field.path(), value);
        }
        Object known = decoded[field.index()];
        if (known == null) {
            known = value == null ? NullValue.NULL_VALUE : decode(field, value);
            decoded[field.index()] = known;
        }
        return known;
    }

    private @Nullable Object plain(FactField field) {
        Object value = values.get(field.name());
        if (value == null) {
            value = added.get(field.name());
        }
        if (value == null && !field.nullable()) {
            throw log.defect(field.path(), "FactMissing");
        }
        return value;
    }

    private Object decode(FactField field, Object value) {
        try {
            if (field.type() instanceof FactType.Struct struct) {
                return new StructView(struct, texts(value), beside, field.path(), log);
            }
            if (field.type() instanceof FactType.Texts) {
                return new TextsView(texts(value), field.path(), log);
            }
            return decode(field.type(), value);
        } catch (ClassCastException | DateTimeParseException e) {
            throw log.defect(field.path(), "FactInvalid");
        }
    }

    private static Object decode(FactType type, Object value) {
        return switch (type) {
            case FactType.Scalar scalar -> scalar(scalar, value);
            case FactType.ListOf(FactType element) -> {
                if (!(value instanceof List<?> items)) {
                    throw new ClassCastException();
                }
                if (element instanceof FactType.Struct struct) {
                    var structs = new ArrayList<ListedStruct>(items.size());
                    for (Object item : items) {
                        structs.add(element(struct, texts(item)));
                    }
                    yield ListedStructs.of(structs);
                }
                yield items.stream().map(item -> decode(element, item)).toList();
            }
            case FactType.Texts() -> texts(value);
            case FactType.Struct struct -> element(struct, texts(value));
        };
    }

    private static Object scalar(FactType.Scalar type, Object value) {
        return switch (type) {
            case STRING -> String.class.cast(value);
            case BOOL -> Boolean.class.cast(value);
            case INT -> value instanceof Integer number ? Long.valueOf(number) : Long.class.cast(value);
            case TIMESTAMP -> Instant.parse(String.class.cast(value));
        };
    }

    /** A struct whose parts are not noted one by one: in a list, with which it was noted, or not among the facts. */
    static ListedStruct element(FactType.Struct type, Map<String, ?> values) {
        var result = new LinkedHashMap<String, Object>();
        for (var field : type.fields().values()) {
            Object value = values.get(field.name());
            if (value != null) {
                result.put(field.name(), decode(field.type(), value));
            } else if (field.nullable()) {
                result.put(field.name(), NullValue.NULL_VALUE);
            }
        }
        return new ListedStruct(type, result, values);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> texts(Object value) {
        return (Map<String, ?>) Map.class.cast(value);
    }
}
