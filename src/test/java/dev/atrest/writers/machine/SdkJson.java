package dev.atrest.writers.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TraitType;
import software.amazon.awssdk.utils.builder.Buildable;
import tools.jackson.databind.JsonNode;

/** Reads JSON as the model objects of the AWS SDK, by what these say of themselves. It is strict where the SDK is not. */
final class SdkJson {

    private SdkJson() {}

    /**
     * Fills a builder and builds.
     *
     * @throws AssertionError when the object has no such field, or one of another type
     */
    static Object read(JsonNode object, SdkPojo builder) {
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            SdkField<?> field = builder.sdkFieldNameToField().get(property.getKey());
            if (field == null) {
                throw new AssertionError(
                        builder.getClass().getEnclosingClass().getSimpleName() + " has no " + property.getKey());
            }
            field.set(builder, value(property.getKey(), property.getValue(), field));
        }
        return ((Buildable) builder).build();
    }

    private static Object value(String name, JsonNode node, SdkField<?> field) {
        MarshallingKnownType type = field.marshallingType().getKnownType();
        boolean fits = switch (type) {
            case STRING -> node.isString();
            case SDK_POJO, MAP -> node.isObject();
            case LIST -> node.isArray();
            default -> false;
        };
        if (!fits) {
            throw new AssertionError(name + " is to be of type " + type + ", not " + node);
        }
        return switch (type) {
            case SDK_POJO -> read(node, field.constructor().get());
            case LIST -> {
                SdkField<?> member =
                        field.getTrait(ListTrait.class, TraitType.LIST_TRAIT).memberFieldInfo();
                var items = new ArrayList<Object>();
                node.forEach(item -> items.add(value(name, item, member)));
                yield items;
            }
            case MAP -> {
                SdkField<?> member =
                        field.getTrait(MapTrait.class, TraitType.MAP_TRAIT).valueFieldInfo();
                var entries = new LinkedHashMap<String, Object>();
                node.properties().forEach(entry -> entries.put(entry.getKey(), value(name, entry.getValue(), member)));
                yield entries;
            }
            default -> node.stringValue();
        };
    }
}
