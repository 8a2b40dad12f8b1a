package dev.atrest.embeddedaws.wire;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.traits.TraitType;

/** What the SDK's metadata say of the members of one class, looked up once. */
record Shape(List<Member> members) {

    /**
     * @param name name in requests and in JSON
     * @param xmlName name in XML answers
     * @param payload the member alone is the body
     * @param item members of a list, values of a map
     * @param itemName name of a list's items in XML
     * @param flattened items stand directly in the parent
     */
    record Member(
            SdkField<?> field,
            MarshallingKnownType type,
            String name,
            String xmlName,
            MarshallLocation location,
            boolean payload,
            TimestampFormatTrait.@Nullable Format timestamp,
            @Nullable Member item,
            String itemName,
            boolean flattened,
            @Nullable Supplier<SdkPojo> constructor) {

        static Member of(SdkField<?> field) {
            ListTrait list = field.getTrait(ListTrait.class, TraitType.LIST_TRAIT);
            MapTrait map = field.getTrait(MapTrait.class, TraitType.MAP_TRAIT);
            TimestampFormatTrait timestamp =
                    field.getTrait(TimestampFormatTrait.class, TraitType.TIMESTAMP_FORMAT_TRAIT);
            boolean pojo = field.marshallingType().getKnownType() == MarshallingKnownType.SDK_POJO;
            return new Member(
                    field,
                    field.marshallingType().getKnownType(),
                    field.locationName(),
                    field.unmarshallLocationName(),
                    field.location(),
                    field.containsTrait(PayloadTrait.class, TraitType.PAYLOAD_TRAIT),
                    timestamp == null ? null : timestamp.format(),
                    list != null ? of(list.memberFieldInfo()) : map != null ? of(map.valueFieldInfo()) : null,
                    list == null || list.memberLocationName() == null ? "member" : list.memberLocationName(),
                    list != null && list.isFlattened(),
                    pojo ? field.constructor() : null);
        }

        /** The member's value; null when it is not set. */
        @Nullable
        Object value(SdkPojo of) {
            return field.getValueOrDefault(of);
        }
    }

    /** The shapes met so far. */
    static final class Cache {

        private final ConcurrentHashMap<Class<?>, Shape> shapes = new ConcurrentHashMap<>();

        Shape of(SdkPojo object) {
            Shape known = shapes.get(object.getClass());
            return known != null
                    ? known
                    : shapes.computeIfAbsent(
                            object.getClass(),
                            type -> new Shape(
                                    object.sdkFields().stream().map(Member::of).toList()));
        }
    }
}
