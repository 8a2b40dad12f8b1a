package dev.atrest.embeddedaws.estate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads estates from YAML. */
final class EstateFile {

    private static final String ACCOUNT = "{account}";

    // An organisation of a thousand accounts and all regions is more than the parser reads of a stranger's file.
    private final YAMLMapper mapper = YAMLMapper.builder(YAMLFactory.builder()
                    .loadSettings(LoadSettings.builder()
                            .setCodePointLimit(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .addModule(new SimpleModule().addDeserializer(Instant.class, new PointInTime(Instant.now())))
            .build();
    private final String name;

    private EstateFile(String name) {
        this.name = name;
    }

    static Estate load(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new EstateException(file + ": cannot be read: " + e, e);
        }
    }

    static Estate parse(String name, String yaml) {
        return new EstateFile(name).read(yaml);
    }

    private Estate read(String yaml) {
        try {
            // Bound to records straight from the text, so that errors know their line.
            Estate estate = mapper.readValue(yaml, Estate.class);
            boolean literal =
                    !yaml.contains(ACCOUNT) && estate.accounts().stream().allMatch(account -> account.count() == 1);
            return literal ? estate : mapper.treeToValue(expanded((ObjectNode) mapper.readTree(yaml)), Estate.class);
        } catch (JacksonException e) {
            throw new EstateException(name + at(e, yaml) + ": " + message(e), e);
        }
    }

    /** The estate with one entry for each account that an entry with a count stands for. */
    private JsonNode expanded(ObjectNode estate) {
        ArrayNode accounts = mapper.createArrayNode();
        for (JsonNode entry : estate.get("accounts")) {
            int count = entry.path("count").asInt(1);
            for (int n = 0; n < count; n++) {
                String id = Numbered.number(entry.path("id").asString(), n);
                ObjectNode account = mapper.createObjectNode();
                for (var property : entry.properties()) {
                    switch (property.getKey()) {
                        case "count" -> {}
                        // Numbers inside are those of the buckets and volumes themselves.
                        case "buckets", "regions" -> account.set(property.getKey(), named(property.getValue(), id));
                        default -> account.set(property.getKey(), numbered(named(property.getValue(), id), n));
                    }
                }
                accounts.add(account);
            }
        }
        estate.set("accounts", accounts);
        return estate;
    }

    private JsonNode named(JsonNode node, String account) {
        return texts(node, text -> text.replace(ACCOUNT, account));
    }

    private JsonNode numbered(JsonNode node, int n) {
        return texts(node, text -> Numbered.number(text, n));
    }

    private JsonNode texts(JsonNode node, UnaryOperator<String> change) {
        if (node.isString()) {
            return mapper.getNodeFactory().stringNode(change.apply(node.stringValue()));
        }
        if (node.isArray()) {
            ArrayNode array = mapper.createArrayNode();
            node.forEach(item -> array.add(texts(item, change)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = mapper.createObjectNode();
            node.properties()
                    .forEach(property ->
                            object.set(change.apply(property.getKey()), texts(property.getValue(), change)));
            return object;
        }
        return node;
    }

    private static String at(JacksonException e, String yaml) {
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        if (e instanceof UnrecognizedPropertyException unknown) {
            // Jackson has read on to the end of the object by then.
            List<String> lines = yaml.lines().toList();
            Pattern property = Pattern.compile("\\b" + Pattern.quote(unknown.getPropertyName()) + "\\b[\"']?\\s*:");
            for (int above = Math.min(line, lines.size()); above > 0; above--) {
                if (property.matcher(lines.get(above - 1)).find()) {
                    line = above;
                    break;
                }
            }
        } else if (e.getCause() instanceof EstateCheck.WrongRegion wrong) {
            line = firstLine(yaml, wrong.region(), line);
        }
        return line < 1 ? "" : ":" + line;
    }

    /** The whole file had to be read to find that a region is wrong. */
    private static int firstLine(String yaml, String region, int otherwise) {
        Pattern name = Pattern.compile("(?<![\\w-])" + Pattern.quote(region) + "(?![\\w-])");
        List<String> lines = yaml.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> name.matcher(lines.get(i).replaceFirst("(^|\\s)#.*", ""))
                        .find())
                .map(i -> i + 1)
                .findFirst()
                .orElse(otherwise);
    }

    private static String message(JacksonException e) {
        String path = path(e);
        String where = path.isEmpty() ? "" : path + ": ";
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                where + "unknown property '" + unknown.getPropertyName() + "'; allowed: "
                        + names(unknown.getKnownPropertyIds());
            case InvalidFormatException wrong
            when wrong.getTargetType().isEnum() ->
                where + "'" + wrong.getValue() + "' is not allowed; allowed: "
                        + Arrays.stream(wrong.getTargetType().getEnumConstants())
                                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "));
            case InvalidFormatException wrong
            when wrong.getTargetType() == Instant.class ->
                where + "'" + wrong.getValue() + "' is not a time; allowed: " + PointInTime.ALLOWED;
            case InvalidFormatException wrong ->
                where + "'" + wrong.getValue() + "' is not of type "
                        + wrong.getTargetType().getSimpleName();
            default ->
                where
                        + (e.getCause() instanceof IllegalArgumentException own
                                ? own.getMessage()
                                : e.getOriginalMessage());
        };
    }

    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String names(Collection<?> ids) {
        return ids == null
                ? "nothing"
                : ids.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }
}
