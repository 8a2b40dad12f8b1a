package dev.atrest.writers;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Values of facts as JSON: keys sorted, text well-formed. */
public final class FactJson {

    private FactJson() {}

    /** A value as {@link dev.atrest.model.FactSheet} holds it. */
    public static void value(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(VisibleText.wellFormed(text));
            case Boolean bool -> json.writeBoolean(bool);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Collection<?> items -> {
                json.writeStartArray();
                items.forEach(item -> value(json, item));
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                new TreeMap<>(map).forEach((name, item) -> {
                    json.writeName(VisibleText.wellFormed(name.toString()));
                    value(json, item);
                });
                json.writeEndObject();
            }
            default -> json.writeString(VisibleText.wellFormed(value.toString()));
        }
    }
}
