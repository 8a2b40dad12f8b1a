package dev.atrest.embeddedaws.wire;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Which operations are answered, and by whom.
 *
 * @param <C> what a handler is told of the call besides the request
 */
public final class Operations<C> {

    /** Answers one operation; throws {@link AwsError} to answer an error. */
    @FunctionalInterface
    public interface Handler<C, Q> {
        SdkPojo handle(C call, Q request);
    }

    private final Map<Service, Map<String, Route<C>>> byName = new EnumMap<>(Service.class);
    private final Map<Service, List<Route<C>>> byPath = new EnumMap<>(Service.class);

    /** Registers an operation that requests name in a parameter or header. */
    public <Q extends SdkPojo> Operations<C> on(Service service, Class<Q> request, Handler<C, Q> handler) {
        Route<C> route = Route.of(service, request, Route.Rest.NONE, handler);
        byName.computeIfAbsent(service, key -> new HashMap<>()).put(route.operation(), route);
        return this;
    }

    /**
     * Registers an operation on the service itself, or on what S3 Control's fixed paths name.
     *
     * @param path path of the request
     * @param root root element of the answer, where no member alone is the body
     */
    public <Q extends SdkPojo> Operations<C> onPath(
            Service service, String path, String root, Class<Q> request, Handler<C, Q> handler) {
        return onPath("GET", service, path, root, request, handler);
    }

    /** The same for another method than GET. */
    public <Q extends SdkPojo> Operations<C> onPath(
            String method, Service service, String path, String root, Class<Q> request, Handler<C, Q> handler) {
        return onPath(Route.of(service, request, new Route.Rest(method, path, "", root), handler));
    }

    /**
     * Registers an operation on a bucket.
     *
     * @param marker query parameter that names the sub-resource; empty for none
     * @param root root element of the answer, where no member alone is the body; empty when the body is a member's bare
     *     text
     */
    public <Q extends SdkPojo> Operations<C> onBucket(
            String method, String marker, String root, Class<Q> request, Handler<C, Q> handler) {
        return onPath(Route.of(Service.S3, request, new Route.Rest(method, Route.BUCKET, marker, root), handler));
    }

    private Operations<C> onPath(Route<C> route) {
        byPath.computeIfAbsent(route.service(), key -> new ArrayList<>()).add(route);
        return this;
    }

    /** Every operation that is answered, as {@code service:Operation}. */
    public Stream<String> actions() {
        return Stream.concat(
                        byName.values().stream().flatMap(routes -> routes.values().stream()),
                        byPath.values().stream().flatMap(List::stream))
                .map(route -> route.service().action(route.operation()));
    }

    Optional<Route<C>> named(Service service, String operation) {
        return Optional.ofNullable(byName.getOrDefault(service, Map.of()).get(operation));
    }

    Optional<Route<C>> at(Service service, String method, String path, Map<String, String> query) {
        return byPath.getOrDefault(service, List.of()).stream()
                .filter(route -> route.rest().matches(method, path, query))
                .findFirst();
    }
}
