package dev.atrest.embeddedaws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.embeddedaws.services.Call;
import dev.atrest.embeddedaws.services.Identity;
import dev.atrest.embeddedaws.services.Sessions;
import dev.atrest.embeddedaws.services.World;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Incoming;
import dev.atrest.embeddedaws.wire.Service;
import dev.atrest.embeddedaws.wire.Signature;
import dev.atrest.embeddedaws.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import tools.jackson.core.exc.JacksonIOException;

/** Takes each request through what AWS does with it: who calls, may they, what goes wrong, the answer. */
final class Gateway implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());
    private static final String SERVICE_CONTROL_POLICY = "with an explicit deny in a service control policy";
    private static final String NO_POLICY = "because no identity-based policy allows the %s action";

    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(5);

    private volatile Changed changed;
    private final Sessions sessions;
    private final Wire<Call> wire;
    private final Permissions permissions;
    private final Faults faults;
    private final Calls calls;

    Gateway(World world, Sessions sessions, Wire<Call> wire, Permissions permissions, Faults faults, Calls calls) {
        this.changed = new Changed(world, world, _ -> false);
        this.sessions = sessions;
        this.wire = wire;
        this.permissions = permissions;
        this.faults = faults;
        this.calls = calls;
    }

    /** Which estate answers what. */
    private record Changed(World before, World after, Predicate<String> actions) {

        World of(String action) {
            return actions.test(action) ? after : before;
        }
    }

    /** From now on calls of these actions are answered by another estate. */
    void become(World other, Predicate<String> actions) {
        changed = new Changed(changed.before(), other, actions);
    }

    /** The connection is to break off. */
    private static final class Reset extends Exception {

        private static final long serialVersionUID = 1L;
    }

    /** An HTML page is the answer. */
    private static final class HtmlPage extends Exception {

        private static final long serialVersionUID = 1L;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Optional<Signature> signature = Signature.of(exchange);
            // Without a signature nothing tells the service; S3 is what AWS itself would most likely take it for.
            Service service = signature.map(Signature::service).orElse(Service.S3);
            try {
                Signature signed = signature.orElseThrow(() ->
                        new AwsError("AccessDenied", "The request is not signed, or for an unknown service", 403));
                Incoming<Call> incoming = wire.read(exchange, service, body);
                answer(exchange, incoming, signed);
            } catch (AwsError e) {
                wire.error(exchange, service, e);
            } catch (HtmlPage e) {
                byte[] page =
                        "<html><body><h1>500 Internal Server Error</h1></body></html>".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(500, page.length);
                exchange.getResponseBody().write(page);
            } catch (JacksonIOException e) {
                // Whoever asked has hung up.
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "the embedded AWS endpoint failed", e);
                wire.error(exchange, service, new AwsError("InternalFailure", "embedded AWS endpoint: " + e, 500));
            } catch (Reset e) {
                // Leaving without an answer closes the connection.
            }
        }
    }

    private void answer(HttpExchange exchange, Incoming<Call> incoming, Signature signed)
            throws Reset, HtmlPage, IOException {
        Service service = incoming.service();
        World world = changed.of(incoming.action());
        Identity identity = identity(signed, service, world);
        var target = new Calls.Target(identity.account(), signed.region(), incoming.action());
        calls.count(target, incoming::content);
        Call call = Call.of(world, identity, signed.region()).orElseThrow(service::unknownCredentials);
        // AWS names an explicit denial before a permission that is missing.
        boolean closed = isClosed(world.estate(), identity, service, signed.region());
        if (!closed) {
            requirePermission(incoming, call, identity);
        }
        List<Fault> hits = faults.hitting(identity.account(), signed.region(), incoming);
        for (Fault fault : hits) {
            if (!closed || fault.fault() != Fault.Kind.DENY) {
                happen(fault, incoming, identity, signed);
            }
        }
        if (closed) {
            throw service.denied(identity.arn(), incoming.action(), SERVICE_CONTROL_POLICY);
        }
        SdkPojo answer = OddAnswer.of(incoming, call, hits);
        if (hits.stream().anyMatch(fault -> fault.fault() == Fault.Kind.CUT)) {
            wire.cutAnswer(exchange, incoming, answer);
        } else {
            wire.answer(exchange, incoming, answer);
            calls.answered(target, incoming::content);
        }
    }

    /** Whether a service control policy denies the region. */
    private static boolean isClosed(Estate estate, Identity identity, Service service, String region) {
        boolean member = !identity.account().equals(estate.organization().managementAccount());
        return member && isRegional(service) && estate.regions().denied().contains(region);
    }

    private Identity identity(Signature signed, Service service, World world) {
        Estate estate = world.estate();
        boolean optedIn = !isRegional(service) || !estate.regions().notOptedIn().contains(signed.region());
        // A partition does not know the credentials of another.
        boolean known = optedIn && estate.partition().has(signed.region());
        try {
            return sessions.identity(signed.accessKeyId(), signed.sessionToken())
                    .filter(identity -> known)
                    .orElseThrow(service::unknownCredentials);
        } catch (Sessions.Expired e) {
            throw service.expired();
        }
    }

    private void requirePermission(Incoming<Call> incoming, Call call, Identity identity) {
        permissions.missing(identity, incoming.action()).ifPresent(action -> {
            AwsError denied = incoming.service().denied(identity.arn(), action, NO_POLICY.formatted(action));
            throw incoming.action().equals("s3:HeadBucket") ? withRegion(denied, incoming.handle(call)) : denied;
        });
    }

    /** S3 tells a bucket's region also to those whom it tells nothing else. */
    private static AwsError withRegion(AwsError denied, SdkPojo answer) {
        String region = ((HeadBucketResponse) answer).bucketRegion();
        return new AwsError(denied.code(), denied.message(), denied.status(), Map.of("x-amz-bucket-region", region));
    }

    private static boolean isRegional(Service service) {
        return service != Service.STS && service != Service.ORGANIZATIONS;
    }

    private static void happen(Fault fault, Incoming<Call> incoming, Identity identity, Signature signed)
            throws Reset, HtmlPage {
        Service service = incoming.service();
        switch (fault.fault()) {
            case DENY ->
                throw service.denied(identity.arn(), incoming.action(), NO_POLICY.formatted(incoming.action()));
            case THROTTLE -> throw service.throttled();
            case DELAY -> delay(Duration.ofMillis(fault.millis()));
            case FAIL -> {
                if (fault.html()) {
                    throw new HtmlPage();
                }
                throw service.failed();
            }
            case RESET -> throw new Reset();
            case EXPIRE -> throw service.expired();
            case HANG -> delay(ChronoUnit.FOREVER.getDuration());
            case SKEW -> {
                Instant now = Instant.now().plusMillis(fault.millis());
                if (Duration.between(signed.signed(), now).abs().compareTo(CLOCKS_MAY_DIFFER) >= 0) {
                    throw service.skewed(signed.signed(), now);
                }
            }
            case CUT, TOKEN_STALE, TOKEN_REPEATED, TOKEN_BLANK, PAGE_SIZE -> {
                // Happens to the answer.
            }
        }
    }

    private static void delay(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            // The endpoint is closing; the answer may come at once.
            Thread.currentThread().interrupt();
        }
    }
}
