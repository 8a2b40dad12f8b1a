package dev.atrest.readers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An endpoint that answers whatever a test tells it to, as no honest endpoint would. */
final class ScriptedEndpoint implements AutoCloseable {

    private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** @param operation e.g. {@code DescribeVolumes}; for S3 method, path and query, e.g. {@code GET /bucket?tagging} */
    record Request(String operation, String body) {}

    record Answer(int status, Map<String, String> headers, String body) {

        static Answer of(String body) {
            return new Answer(200, Map.of(), body);
        }

        /** What a server that does not know a call tends to say. */
        static Answer htmlPage() {
            return new Answer(
                    500, Map.of("Content-Type", "text/html"), "<!doctype html><h1>Internal Server Error</h1>");
        }

        static Answer s3Error(int status, String code) {
            return new Answer(
                    status,
                    Map.of(),
                    "<Error><Code>%s</Code><Message>no</Message><RequestId>%d</RequestId></Error>"
                            .formatted(code, System.nanoTime()));
        }
    }

    ScriptedEndpoint(Function<Request, Answer> script) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, script));
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How often an operation was called. */
    long calls(String operation) {
        return calls.stream().filter(operation::equals).count();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange, Function<Request, Answer> script) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String operation = operation(exchange, body);
            calls.add(operation);
            Answer answer = script.apply(new Request(operation, body));
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            boolean bodiless = exchange.getRequestMethod().equals("HEAD") || bytes.length == 0;
            exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : bytes.length);
            if (!bodiless) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private static String operation(HttpExchange exchange, String body) {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null) {
            return target.substring(target.lastIndexOf('.') + 1);
        }
        Matcher action = ACTION.matcher(body);
        return action.find() ? action.group(1) : exchange.getRequestMethod() + " " + exchange.getRequestURI();
    }
}
