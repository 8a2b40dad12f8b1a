package dev.atrest.evaluators;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.values.StructValue;
import java.util.Map;
import java.util.Optional;

/** A struct in a list of facts as CEL reads it; it was noted with the list. Equal to one that holds the same. */
final class ListedStruct extends StructValue<String, ListedStruct> {

    private final FactType.Struct type;
    private final Map<String, Object> fields;
    private final Map<String, ?> plain;

    /**
     * @param fields by name, as CEL knows them
     * @param plain the same as the inventory holds them
     */
    ListedStruct(FactType.Struct type, Map<String, Object> fields, Map<String, ?> plain) {
        this.type = type;
        this.fields = fields;
        this.plain = plain;
    }

    Map<String, Object> fields() {
        return fields;
    }

    Map<String, ?> plain() {
        return plain;
    }

    @Override
    public ListedStruct value() {
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
        return Optional.ofNullable(fields.get(name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ListedStruct struct && fields.equals(struct.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
