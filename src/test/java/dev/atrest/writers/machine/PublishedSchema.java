package dev.atrest.writers.machine;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A JSON Schema that files are held against, formats of text included. */
public final class PublishedSchema {

    private final Schema schema;

    private PublishedSchema(InputStream text) {
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    public static PublishedSchema ofFile(Path file) throws IOException {
        try (InputStream text = Files.newInputStream(file)) {
            return new PublishedSchema(text);
        }
    }

    /** One that a library of the tests has with it, or the tests themselves. */
    public static PublishedSchema ofClasspath(String resource) throws IOException {
        try (InputStream text = PublishedSchema.class.getResourceAsStream(resource)) {
            return new PublishedSchema(text);
        }
    }

    /** What a document has against the schema; empty when it is valid. */
    public List<String> objectionsTo(String document) {
        return schema
                .validate(
                        document,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }
}
