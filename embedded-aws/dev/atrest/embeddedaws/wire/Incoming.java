package dev.atrest.embeddedaws.wire;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

    /** Everything in it that is the same when the same is asked again, a moment later or in another run. */
    public String content() {
        return shape.members().stream()
                .filter(member -> member.type() != MarshallingKnownType.INSTANT)
                .filter(member -> !member.field().memberName().equals("RoleSessionName"))
                .map(member -> String.valueOf(member.value(request)))
                .collect(Collectors.joining("\n"));
    }

    /** The token of the page that is asked for; empty for the first. */
    public Optional<String> pageToken() {
        return PageToken.of(request);
    }

    /** The same request for the page of another token. */
    public Incoming<C> withPageToken(String token) {
        return new Incoming<>(route, PageToken.set(request, token), shape);
    }

    /** Lets the operation's handler answer. */
    public SdkPojo handle(C call) {
        return route.handler().handle(call, request);
    }

    Route<C> route() {
        return route;
    }
}
