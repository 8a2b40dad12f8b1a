package dev.atrest.embeddedaws.wire;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** HTTP requests → SDK requests, SDK answers and errors → HTTP answers. */
public final class Wire<C> {

    /** Answers of more than this are sent on while they are written. */
    private static final int BUFFER = 64 * 1024;

    private final Operations<C> operations;
    private final Shape.Cache shapes = new Shape.Cache();
    private final JsonCodec json = new JsonCodec(shapes);
    private final XmlAnswer xml = new XmlAnswer(shapes);
    private final XmlRequest requestBodies = new XmlRequest(shapes);

    public Wire(Operations<C> operations) {
        this.operations = operations;
    }

    /**
     * Understands a request.
     *
     * @throws AwsError when the operation is not known or the request is malformed
     */
    public Incoming<C> read(HttpExchange exchange, Service service, byte[] body) {
        return switch (service.protocol()) {
            case EC2, QUERY -> form(service, FormReader.parse(new String(body, StandardCharsets.UTF_8)));
            case JSON -> json(exchange, service, body);
            case S3, REST_XML -> rest(exchange, service, body);
        };
    }

    private Incoming<C> form(Service service, Map<String, String> form) {
        Route<C> route = named(service, form.getOrDefault("Action", ""));
        SdkPojo builder = route.newBuilder();
        new FormReader(shapes, service.protocol() == Protocol.EC2).read(form, builder);
        return incoming(route, builder);
    }

    private Incoming<C> json(HttpExchange exchange, Service service, byte[] body) {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        Route<C> route = named(service, target == null ? "" : target.substring(target.lastIndexOf('.') + 1));
        SdkPojo builder = route.newBuilder();
        json.read(body, builder);
        return incoming(route, builder);
    }

    private Route<C> named(Service service, String operation) {
        return operations.named(service, operation).orElseThrow(() -> service.unknownOperation(operation));
    }

    private Incoming<C> rest(HttpExchange exchange, Service service, byte[] body) {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = FormReader.parse(exchange.getRequestURI().getRawQuery());
        Route<C> route = operations
                .at(service, exchange.getRequestMethod(), path, query)
                .orElseThrow(() -> service.unknownOperation(exchange.getRequestMethod() + " " + path));
        SdkPojo builder = route.newBuilder();
        for (Shape.Member member : shapes.of(builder).members()) {
            String text = switch (member.location()) {
                case PATH, GREEDY_PATH -> Route.Rest.bucket(path);
                case QUERY_PARAM -> query.get(member.name());
                case HEADER -> exchange.getRequestHeaders().getFirst(member.name());
                default -> null;
            };
            if (text != null) {
                member.field().set(builder, Texts.read(text, member, Format.ISO_8601));
            }
        }
        if (body.length > 0) {
            requestBodies.read(body, builder);
        }
        return incoming(route, builder);
    }

    private Incoming<C> incoming(Route<C> route, SdkPojo builder) {
        SdkPojo request = Route.build(builder);
        return new Incoming<>(route, request, shapes.of(request));
    }

    /** Sends the answer of an operation. */
    public void answer(HttpExchange exchange, Incoming<C> incoming, SdkPojo answer) throws IOException {
        answer(exchange, incoming, answer, new LateBody(exchange, 200, BUFFER));
    }

    /** Sends half of the answer of an operation. Closing the exchange then breaks the connection off. */
    public void cutAnswer(HttpExchange exchange, Incoming<C> incoming, SdkPojo answer) throws IOException {
        answer(exchange, incoming, answer, LateBody.cut(exchange, 200));
    }

    private void answer(HttpExchange exchange, Incoming<C> incoming, SdkPojo answer, LateBody body) throws IOException {
        Route<C> route = incoming.route();
        String requestId = head(exchange, route.service());
        for (Shape.Member member : shapes.of(answer).members()) {
            Object value = member.location() == MarshallLocation.HEADER ? member.value(answer) : null;
            if (value != null) {
                exchange.getResponseHeaders().set(member.name(), Texts.write(value, member, Format.RFC_822));
            }
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        try (OutputStream out = body) {
            switch (route.service().protocol()) {
                case JSON -> json.write(answer, out);
                case EC2 -> xml.ec2(answer, route.operation(), requestId, out);
                case QUERY ->
                    xml.query(answer, route.operation(), route.service().namespace(), requestId, out);
                case S3, REST_XML -> rest(answer, route, out);
            }
        }
    }

    private void rest(SdkPojo answer, Route<C> route, OutputStream out) throws IOException {
        if (!route.rest().root().isEmpty()) {
            xml.rest(answer, route.rest().root(), route.service().namespace(), out);
            return;
        }
        for (Shape.Member member : shapes.of(answer).members()) {
            Object text = member.payload() ? member.value(answer) : null;
            if (text != null) {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Sends an error in the service's own format. */
    public void error(HttpExchange exchange, Service service, AwsError error) throws IOException {
        String requestId = head(exchange, service);
        error.headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(error.status(), -1);
            return;
        }
        if (service.protocol() == Protocol.JSON) {
            exchange.getResponseHeaders().set("x-amzn-errortype", error.code());
        }
        try (OutputStream out = new LateBody(exchange, error.status(), BUFFER)) {
            if (service.protocol() == Protocol.JSON) {
                json.writeError(error, out);
            } else {
                xml.error(error, service, requestId, out);
            }
        }
    }

    private static String head(HttpExchange exchange, Service service) {
        String requestId = UUID.randomUUID().toString();
        Headers headers = exchange.getResponseHeaders();
        if (service.protocol() == Protocol.S3 || service.protocol() == Protocol.REST_XML) {
            headers.set("x-amz-request-id", requestId);
            headers.set("x-amz-id-2", requestId);
        } else {
            headers.set("x-amzn-RequestId", requestId);
        }
        headers.set(
                "Content-Type",
                service.protocol() == Protocol.JSON ? "application/x-amz-json-1.1" : "text/xml;charset=UTF-8");
        return requestId;
    }
}
