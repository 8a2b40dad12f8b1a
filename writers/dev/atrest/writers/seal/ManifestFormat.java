package dev.atrest.writers.seal;

import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Manifests as JSON: keys sorted, the same bytes wherever and whenever it is written. */
public final class ManifestFormat {

    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private ManifestFormat() {}

    public static byte[] write(Manifest manifest) {
        return MAPPER.writeValueAsBytes(manifest);
    }

    /** @throws MalformedSeal when that is no manifest, or one of a newer format */
    public static Manifest read(byte[] json) throws MalformedSeal {
        try {
            JsonNode tree = MAPPER.readTree(json);
            int format = tree.path("format").asInt(0);
            if (!tree.isObject()) {
                throw new MalformedSeal("it is no manifest of atrest: it is no JSON object");
            }
            if (format > Manifest.FORMAT) {
                throw new MalformedSeal("it is of format " + format + ", and this version of atrest knows format "
                        + Manifest.FORMAT + ": upgrade atrest");
            }
            if (format < 1 || lacksSomething(tree)) {
                throw new MalformedSeal("it is no manifest of atrest: something in it is missing");
            }
            return MAPPER.readValue(json, Manifest.class);
        } catch (JacksonException e) {
            throw new MalformedSeal("it is no manifest of atrest: " + e.getOriginalMessage());
        }
    }

    /** The only null of a manifest stands for the assessment before the first. */
    private static boolean lacksSomething(JsonNode manifest) {
        return manifest.properties().stream()
                .filter(property -> !property.getKey().equals("previous")
                        || !property.getValue().isNull())
                .anyMatch(property -> hasNull(property.getValue()));
    }

    private static boolean hasNull(JsonNode node) {
        return node.isNull() || node.valueStream().anyMatch(ManifestFormat::hasNull);
    }
}
