package dev.atrest.writers;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Facts as JSON: the same in every format that is JSON. */
public final class FactJson {

    private FactJson() {}

    /** A value as {@link dev.atrest.model.FactSheet} holds it. */
    public static void write(JsonGenerator json, @Nullable Object value) {
        write(json, value, VisibleText::wellFormed);
    }

    /**
     * The same.
     *
     * @param shown what is written of a text; must be well-formed UTF-16
     */
    public static void write(JsonGenerator json, @Nullable Object value, UnaryOperator<String> shown) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(shown.apply(text));
            case Boolean bool -> json.writeBoolean(bool);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Collection<?> items -> {
                json.writeStartArray();
                items.forEach(item -> write(json, item, shown));
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                new TreeMap<>(map).forEach((name, item) -> {
                    json.writeName(shown.apply(name.toString()));
                    write(json, item, shown);
                });
                json.writeEndObject();
            }
            default -> json.writeString(shown.apply(value.toString()));
        }
    }
}
