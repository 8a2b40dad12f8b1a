package dev.atrest.writers.machine;

import dev.atrest.writers.FactJson;
import dev.atrest.writers.VisibleText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** JSON that is written as it is said; none of it stays in memory. All text is made well-formed. */
final class JsonFile implements AutoCloseable {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .rootValueSeparator((String) null)
            .build();

    private final JsonGenerator json;

    private JsonFile(JsonGenerator json) {
        this.json = json;
    }

    /** What a file says. */
    interface Content {
        void writeTo(JsonFile json) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @throws IOException when it cannot be written; the message names the file
     */
    static void write(Path file, Content content) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                var json = new JsonFile(JSON.createGenerator(ObjectWriteContext.empty(), out))) {
            content.writeTo(json);
        } catch (JacksonException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    /** An object that is to be {@link #written} later. */
    static String objectAsText(Consumer<JsonFile> members) {
        var text = new StringWriter();
        try (var json = new JsonFile(JSON.createGenerator(ObjectWriteContext.empty(), text))) {
            json.object(() -> members.accept(json));
        }
        return text.toString();
    }

    /** A value that is JSON already. */
    JsonFile written(String value) {
        json.writeRawValue(value);
        return this;
    }

    /** After a document, or one of several. */
    JsonFile endLine() {
        json.writeRaw('\n');
        return this;
    }

    JsonFile object(Runnable members) {
        json.writeStartObject();
        members.run();
        json.writeEndObject();
        return this;
    }

    JsonFile object(String name, Runnable members) {
        json.writeName(name);
        return object(members);
    }

    JsonFile array(Runnable items) {
        json.writeStartArray();
        items.run();
        json.writeEndArray();
        return this;
    }

    JsonFile array(String name, Runnable items) {
        json.writeName(name);
        return array(items);
    }

    /** An array of one object. */
    JsonFile arrayOfOne(String name, Runnable members) {
        return array(name, () -> object(members));
    }

    JsonFile text(String name, String value) {
        json.writeStringProperty(name, VisibleText.wellFormed(value));
        return this;
    }

    /** Left out when blank. */
    JsonFile textIfAny(String name, String value) {
        return value.isBlank() ? this : text(name, value);
    }

    /** Left out when empty. */
    JsonFile textsIfAny(String name, Collection<String> values) {
        return values.isEmpty()
                ? this
                : array(name, () -> values.forEach(value -> json.writeString(VisibleText.wellFormed(value))));
    }

    JsonFile number(String name, long value) {
        json.writeNumberProperty(name, value);
        return this;
    }

    JsonFile flag(String name, boolean value) {
        json.writeBooleanProperty(name, value);
        return this;
    }

    /** A value as {@link dev.atrest.model.FactSheet} holds it, under a name that may be anyone's. */
    JsonFile fact(String name, @Nullable Object value) {
        json.writeName(VisibleText.wellFormed(name));
        FactJson.write(json, value);
        return this;
    }

    @Override
    public void close() {
        json.close();
    }
}
