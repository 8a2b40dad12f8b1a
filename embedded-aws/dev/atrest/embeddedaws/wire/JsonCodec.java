package dev.atrest.embeddedaws.wire;

import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests and answers of the JSON protocol. */
final class JsonCodec {

    private final JsonMapper mapper = new JsonMapper();
    private final Shape.Cache shapes;

    JsonCodec(Shape.Cache shapes) {
        this.shapes = shapes;
    }

    void read(byte[] body, SdkPojo builder) {
        try {
            JsonNode request = body.length == 0 ? mapper.createObjectNode() : mapper.readTree(body);
            if (!request.isObject()) {
                throw malformed("not an object");
            }
            fill(builder, request);
        } catch (JacksonException e) {
            throw malformed(e.getOriginalMessage());
        }
    }

    private static AwsError malformed(String why) {
        return new AwsError("SerializationException", "The request is not the JSON it should be: " + why, 400);
    }

    private void fill(SdkPojo builder, JsonNode node) {
        for (Shape.Member member : shapes.of(builder).members()) {
            JsonNode child = node.get(member.name());
            if (child != null && !child.isNull()) {
                member.field().set(builder, value(child, member));
            }
        }
    }

    private Object value(JsonNode node, Shape.Member member) {
        return switch (member.type()) {
            case SDK_POJO -> {
                SdkPojo builder = member.constructor().get();
                fill(builder, node);
                yield ((Buildable) builder).build();
            }
            case LIST -> {
                List<Object> list = new ArrayList<>();
                node.forEach(item -> list.add(value(item, member.item())));
                yield list;
            }
            case MAP -> {
                Map<String, Object> map = new LinkedHashMap<>();
                node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue(), member.item())));
                yield map;
            }
            default -> {
                if (node.isContainer()) {
                    throw malformed(member.name() + " is not a single value");
                }
                yield Texts.read(node.asString(), member, Format.UNIX_TIMESTAMP);
            }
        };
    }

    void write(SdkPojo answer, OutputStream out) {
        try (JsonGenerator json = mapper.createGenerator(out)) {
            write(answer, json);
        }
    }

    void writeError(AwsError error, OutputStream out) {
        try (JsonGenerator json = mapper.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringProperty("__type", error.code());
            json.writeStringProperty("message", error.message());
            json.writeEndObject();
        }
    }

    private void write(SdkPojo object, JsonGenerator json) {
        json.writeStartObject();
        for (Shape.Member member : shapes.of(object).members()) {
            Object value = member.value(object);
            if (isSet(value)) {
                json.writeName(member.name());
                write(value, member, json);
            }
        }
        json.writeEndObject();
    }

    private static boolean isSet(@Nullable Object value) {
        return value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap);
    }

    private void write(Object value, Shape.Member member, JsonGenerator json) {
        switch (value) {
            case SdkPojo object -> write(object, json);
            case List<?> list -> {
                json.writeStartArray();
                for (Object item : list) {
                    write(item, member.item(), json);
                }
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((key, item) -> {
                    json.writeName(key.toString());
                    write(item, member.item(), json);
                });
                json.writeEndObject();
            }
            case Instant time -> write(time, member, json);
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Float number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            case SdkBytes bytes -> json.writeString(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
            default -> json.writeString(value.toString());
        }
    }

    private static void write(Instant time, Shape.Member member, JsonGenerator json) {
        Format format = member.timestamp() == null ? Format.UNIX_TIMESTAMP : member.timestamp();
        switch (format) {
            case UNIX_TIMESTAMP -> json.writeNumber(Timestamps.seconds(time));
            case UNIX_TIMESTAMP_MILLIS -> json.writeNumber(time.toEpochMilli());
            default -> json.writeString(Timestamps.write(time, format));
        }
    }
}
