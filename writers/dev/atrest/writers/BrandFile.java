package dev.atrest.writers;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.FromStringDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code brand.yml} as it is written. Every key must be there and no other, so that a misspelt one is not overlooked. */
record BrandFile(
        String organisation,
        String classification,
        String legalNotice,
        String logo,
        List<ReportSection> sections,
        boolean attachFindings,
        FontFiles fonts,
        Brand.Palette colours) {

    record FontFiles(String regular, String bold, String mono, List<String> fallback) {}

    static BrandFile read(Path file) throws IOException {
        var mapper = YAMLMapper.builder()
                .addModule(new SimpleModule()
                        .addDeserializer(Colour.class, new ColourText())
                        .addDeserializer(ReportSection.class, new SectionName()))
                .build();
        try {
            JsonNode tree = mapper.readTree(file);
            expectKeys(tree, BrandFile.class, "the file", file);
            expectKeys(tree.get("fonts"), FontFiles.class, "fonts", file);
            expectKeys(tree.get("colours"), Brand.Palette.class, "colours", file);
            BrandFile read = mapper.readValue(file, BrandFile.class);
            expectEachOnce(read.sections(), file);
            return read;
        } catch (JacksonException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new IOException(file + line + ": " + e.getOriginalMessage(), e);
        }
    }

    private static void expectKeys(JsonNode node, Class<? extends Record> type, String where, Path file)
            throws IOException {
        List<String> allowed = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        String keys = "; the keys of " + where + " are " + String.join(", ", allowed);
        if (!node.isObject()) {
            throw new IOException(file + ": " + where + " must have keys and values" + keys);
        }
        for (String key : node.propertyNames()) {
            if (!allowed.contains(key)) {
                throw new IOException(file + ":" + lineOf(key, file) + ": unknown key '" + key + "'" + keys);
            }
        }
        for (String key : allowed) {
            if (!node.has(key) || node.get(key).isNull()) {
                throw new IOException(file + ": '" + key + "' is missing or has no value (write \"\" for none)" + keys);
            }
        }
    }

    private static void expectEachOnce(List<ReportSection> sections, Path file) throws IOException {
        String at = file + ":" + lineOf("sections", file) + ": sections ";
        if (sections.isEmpty()) {
            throw new IOException(at + "names none; allowed are " + ReportSection.labels());
        }
        for (ReportSection section : sections) {
            if (Collections.frequency(sections, section) > 1) {
                throw new IOException(at + "names '" + section.label() + "' twice");
            }
        }
    }

    private static int lineOf(String key, Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int line = 0;
        while (line < lines.size() && !lines.get(line).strip().startsWith(key)) {
            line++;
        }
        return line + 1;
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

    private static final class SectionName extends FromStringDeserializer<ReportSection> {

        SectionName() {
            super(ReportSection.class);
        }

        @Override
        protected ReportSection _deserialize(String value, DeserializationContext context) {
            return ReportSection.byLabel(value).orElseGet(() -> (ReportSection) context.handleWeirdStringValue(
                    ReportSection.class,
                    value,
                    "%s",
                    "'" + value + "' is not a section; allowed are " + ReportSection.labels()));
        }
    }
}
