package dev.atrest.evaluators;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Map;
import java.util.Optional;

/** The type of a fact: what CEL checks expressions against and what a stored value is decoded as. */
sealed interface FactType {

    CelType cel();

    /** The type for people who write rules. */
    String words();

    enum Scalar implements FactType {
        STRING(SimpleType.STRING, "string"),
        BOOL(SimpleType.BOOL, "bool"),
        INT(SimpleType.INT, "int"),
        TIMESTAMP(SimpleType.TIMESTAMP, "timestamp");

        private final CelType cel;
        private final String words;

        Scalar(CelType cel, String words) {
            this.cel = cel;
            this.words = words;
        }

        @Override
        public CelType cel() {
            return cel;
        }

        @Override
        public String words() {
            return words;
        }
    }

    record ListOf(FactType element) implements FactType {
        @Override
        public CelType cel() {
            return ListType.create(element.cel());
        }

        @Override
        public String words() {
            return "list of " + element.words();
        }
    }

    /** Text by text: tags. */
    record Texts() implements FactType {
        @Override
        public CelType cel() {
            return MapType.create(SimpleType.STRING, SimpleType.STRING);
        }

        @Override
        public String words() {
            return "map of string";
        }
    }

    /**
     * @param name unique in the CEL environment of a resource type
     * @param fields in the order of the record
     */
    record Struct(String name, Map<String, FactField> fields) implements FactType {
        @Override
        public CelType cel() {
            return StructType.create(
                    name,
                    ImmutableSet.copyOf(fields.keySet()),
                    field -> Optional.ofNullable(fields.get(field)).map(FactField::cel));
        }

        @Override
        public String words() {
            return "struct";
        }
    }
}
