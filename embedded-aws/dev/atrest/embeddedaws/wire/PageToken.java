package dev.atrest.embeddedaws.wire;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/** The page token in a request or an answer, by all the names that the services have for it. */
public final class PageToken {

    private static final Set<String> NAMES =
            Set.of("NextToken", "Marker", "NextMarker", "ContinuationToken", "PaginationToken");

    private PageToken() {}

    /** The token; empty when there is none, or no page either. */
    public static Optional<String> of(SdkPojo object) {
        return field(object)
                .map(field -> field.getValueOrDefault(object))
                .map(Object::toString)
                .filter(token -> !token.isEmpty());
    }

    /** The same request or answer with another token; itself when it has no place for one. */
    public static SdkPojo set(SdkPojo object, String token) {
        Optional<SdkField<?>> field = field(object);
        if (field.isEmpty()) {
            return object;
        }
        var copy = (SdkPojo) ((ToCopyableBuilder<?, ?>) object).toBuilder();
        field.get().set(copy, token);
        return Route.build(copy);
    }

    private static Optional<SdkField<?>> field(SdkPojo object) {
        return object.sdkFields().stream()
                .filter(field -> NAMES.contains(field.memberName()))
                .<SdkField<?>>map(field -> field)
                .findFirst();
    }
}
