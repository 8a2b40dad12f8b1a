package dev.atrest.jobs.store;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.atrest.model.Account;
import dev.atrest.model.ResourceType;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was read of AWS as JSON lines: the form in which it is sealed and in which it travels. A line that was read is written
 * again as the same bytes; what is not so written is refused.
 */
public final class EvidenceLines {

    private static final JsonMapper MAPPER = new JsonMapper();

    private EvidenceLines() {}

    /** The facts stand as they are stored. */
    private record Row(
            String arn,
            ResourceType type,
            String accountId,
            String region,
            String name,
            Instant readAt,
            @JsonRawValue String facts) {}

    /** Thrown for a line that is not as this class writes it. */
    public static final class MalformedLine extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MalformedLine(String message) {
            super(message);
        }
    }

    public static byte[] of(StoredResource resource) {
        return Json.line(new Row(
                resource.arn(),
                resource.type(),
                resource.accountId(),
                resource.region(),
                resource.name(),
                resource.readAt(),
                resource.facts()));
    }

    public static byte[] of(Account account) {
        return Json.line(account);
    }

    public static byte[] of(ListingState listing) {
        return Json.line(listing);
    }

    /** @throws MalformedLine when it is not as {@link #of(StoredResource)} writes it */
    public static StoredResource resource(byte[] line) {
        try {
            JsonNode row = MAPPER.readTree(line);
            var resource = new StoredResource(
                    row.path("arn").asString(),
                    ResourceType.valueOf(row.path("type").asString()),
                    row.path("accountId").asString(),
                    row.path("region").asString(),
                    row.path("name").asString(),
                    Instant.parse(row.path("readAt").asString()),
                    MAPPER.writeValueAsString(row.path("facts")));
            return same(line, of(resource), resource);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new MalformedLine("it is no line of an inventory: " + e.getMessage());
        }
    }

    /** @throws MalformedLine when it is not as {@link #of(Account)} writes it */
    public static Account account(byte[] line) {
        Account account = read(line, Account.class);
        return same(line, of(account), account);
    }

    /** @throws MalformedLine when it is not as {@link #of(ListingState)} writes it */
    public static ListingState listing(byte[] line) {
        ListingState listing = read(line, ListingState.class);
        return same(line, of(listing), listing);
    }

    private static <T> T read(byte[] line, Class<T> type) {
        try {
            return Json.read(new String(line, StandardCharsets.UTF_8), type);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new MalformedLine("it is no line of its kind: " + e.getMessage());
        }
    }

    private static <T> T same(byte[] line, byte[] again, T value) {
        if (!Arrays.equals(line, again)) {
            throw new MalformedLine("it is not written as atrest writes it");
        }
        return value;
    }
}
