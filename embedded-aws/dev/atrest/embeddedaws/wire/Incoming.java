package dev.atrest.embeddedaws.wire;

import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;

/** A request that was understood. */
public final class Incoming<C> {

    private final Route<C> route;
    private final SdkPojo request;
    private final Shape shape;

    Incoming(Route<C> route, SdkPojo request, Shape shape) {
        this.route = route;
        this.request = request;
        this.shape = shape;
    }

    public Service service() {
        return route.service();
    }

    /** {@code service:Operation}. */
    public String action() {
        return route.service().action(route.operation());
    }

    /** Whether any text of the request, outside lists, is so. */
    public boolean anyText(Predicate<String> matches) {
        return shape.members().stream()
                .filter(member -> member.type() == MarshallingKnownType.STRING)
                .map(member -> member.value(request))
                .anyMatch(value -> value instanceof String text && matches.test(text));
    }

    /** Lets the operation's handler answer. */
    public SdkPojo handle(C call) {
        return route.handler().handle(call, request);
    }

    Route<C> route() {
        return route;
    }
}
