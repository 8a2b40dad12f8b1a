package dev.atrest.embeddedaws.wire;

import com.sun.net.httpserver.HttpExchange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who signed a request and for what, as the credential scope of Signature Version 4 tells.
 *
 * @param sessionToken empty for long-term credentials
 * @param signed when, by the caller's clock
 */
public record Signature(String accessKeyId, String region, Service service, String sessionToken, Instant signed) {

    private static final Pattern SCOPE = Pattern.compile("Credential=([^/,\\s]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Reads the Authorization header; empty when there is none or the service is not known. */
    public static Optional<Signature> of(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        Matcher scope = SCOPE.matcher(header == null ? "" : header);
        if (!scope.find()) {
            return Optional.empty();
        }
        String time = exchange.getRequestHeaders().getFirst("X-Amz-Date");
        Instant signed = time == null ? Instant.now() : TIME.parse(time, Instant::from);
        String token = exchange.getRequestHeaders().getFirst("X-Amz-Security-Token");
        return Service.of(scope.group(3), exchange.getRequestURI().getPath())
                .map(service ->
                        new Signature(scope.group(1), scope.group(2), service, token == null ? "" : token, signed));
    }
}
