package dev.atrest.writers;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.deser.std.FromStringDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code brand.yml} as it is written. Every key must be there and no other, so that a misspelt one is not overlooked. */
record BrandFile(String organisation, String classification, String logo, FontFiles fonts, Brand.Palette colours) {

    record FontFiles(String regular, String bold, String mono) {}

    static BrandFile read(Path file) throws IOException {
        var mapper = YAMLMapper.builder()
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .addModule(new SimpleModule().addDeserializer(Colour.class, new ColourText()))
                .build();
        try {
            return mapper.readValue(file, BrandFile.class);
        } catch (JacksonException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new IOException(file + line + ": " + e.getOriginalMessage(), e);
        }
    }

    private static final class ColourText extends FromStringDeserializer<Colour> {

        ColourText() {
            super(Colour.class);
        }

        @Override
        protected Colour _deserialize(String value, DeserializationContext context) {
            try {
                return Colour.parse(value);
            } catch (IllegalArgumentException e) {
                return (Colour) context.handleWeirdStringValue(Colour.class, value, "%s", e.getMessage());
            }
        }
    }
}
