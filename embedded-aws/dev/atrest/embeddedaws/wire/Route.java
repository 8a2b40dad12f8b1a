package dev.atrest.embeddedaws.wire;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * One operation and who answers it.
 *
 * @param operation the API's name, e.g. {@code DescribeVolumes}
 * @param rest where it lies; {@link Rest#NONE} when requests name it
 */
record Route<C>(Service service, String operation, Rest rest, Method builder, Operations.Handler<C, SdkPojo> handler) {

    /** A path of one segment, the bucket. */
    static final String BUCKET = "/{Bucket}";

    /**
     * Where an operation lies.
     *
     * @param marker query parameter that names a sub-resource; empty for none
     * @param root root element of the answer; empty when the body is the payload member's bare text
     */
    record Rest(String method, String path, String marker, String root) {

        static final Rest NONE = new Rest("", "", "", "");

        /** What a request may carry besides its marker. */
        private static final Set<String> PARAMETERS =
                Set.of("max-buckets", "continuation-token", "prefix", "bucket-region", "x-id");

        boolean matches(String requestMethod, String requestPath, Map<String, String> query) {
            if (!method.equals(requestMethod) || !pathMatches(requestPath)) {
                return false;
            }
            return marker.isEmpty() ? PARAMETERS.containsAll(query.keySet()) : query.containsKey(marker);
        }

        private boolean pathMatches(String requestPath) {
            return path.equals(BUCKET) ? bucket(requestPath).length() > 0 : path.equals(requestPath);
        }

        /** The bucket that a path names; empty for none, or when it names an object. */
        static String bucket(String requestPath) {
            String path = requestPath.substring(1);
            String bucket = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            return bucket.contains("/") ? "" : bucket;
        }
    }

    @SuppressWarnings("unchecked")
    static <C, Q extends SdkPojo> Route<C> of(
            Service service, Class<Q> request, Rest rest, Operations.Handler<C, Q> handler) {
        String name = request.getSimpleName();
        try {
            return new Route<>(
                    service,
                    name.substring(0, name.length() - "Request".length()),
                    rest,
                    request.getMethod("builder"),
                    (Operations.Handler<C, SdkPojo>) handler);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(name + " is no SDK request", e);
        }
    }

    SdkPojo newBuilder() {
        try {
            return (SdkPojo) builder.invoke(null);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    static SdkPojo build(SdkPojo builder) {
        return (SdkPojo) ((Buildable) builder).build();
    }
}
