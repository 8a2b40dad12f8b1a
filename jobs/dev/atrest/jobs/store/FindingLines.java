package dev.atrest.jobs.store;

import dev.atrest.jobs.store.FindingBlock.Placed;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.Impact;
import dev.atrest.model.ResourceType;
import dev.atrest.model.UnreadFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the lines of a {@link FindingBlock}. Every report reads all of them, millions, and what Jackson does to make a record of
 * so many components takes longer than reading its letters.
 */
final class FindingLines {

    /** As far as the seconds: 2026-11-24T03:24:26. */
    private static final int SECONDS = 19;

    private final FindingBlock block;
    private final JsonParser json;
    private Map<String, List<String>> controls = Map.of();
    private String lastTime = "";
    private long lastSecond;

    private FindingLines(FindingBlock block, JsonParser json) {
        this.block = block;
        this.json = json;
    }

    /** The findings in the order of the lines. */
    static List<Placed> read(FindingBlock block) {
        return Json.inflated(block.body(), json -> new FindingLines(block, json).all());
    }

    private List<Placed> all() {
        var findings = new ArrayList<Placed>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            findings.add(line());
        }
        return findings;
    }

    private Placed line() {
        int position = 0;
        @Nullable String arn = null;
        @Nullable ResourceType type = null;
        @Nullable String accountId = null;
        @Nullable String region = null;
        @Nullable String name = null;
        Optional<DataProtectionClass> dataProtectionClass = Optional.empty();
        @Nullable String message = null;
        List<Evidence> evidence = List.of();
        List<UnreadFact> unread = List.of();
        @Nullable Instant readAt = null;
        String owner = "";
        Optional<String> waiver = Optional.empty();
        Impact impact = Impact.NONE;
        for (String key = json.nextName(); key != null; key = json.nextName()) {
            json.nextToken();
            switch (key) {
                case "position" -> position = json.getIntValue();
                case "arn" -> arn = json.getString();
                case "type" -> type = ResourceType.valueOf(json.getString());
                case "accountId" -> accountId = json.getString();
                case "region" -> region = json.getString();
                case "name" -> name = json.getString();
                case "dataProtectionClass" ->
                    dataProtectionClass = Optional.of(DataProtectionClass.valueOf(json.getString()));
                case "message" -> message = json.getString();
                case "evidence" -> evidence = evidence();
                case "unread" -> unread = unread();
                case "controls" -> controls = controls();
                case "readAt" -> readAt = instant(json.getString());
                case "owner" -> owner = json.getString();
                case "waiver" -> waiver = Optional.of(json.getString());
                case "impact" -> impact = json.readValueAs(Impact.class);
                default -> json.skipChildren();
            }
        }
        return new Placed(
                position,
                new Finding(
                        block.ruleId(),
                        block.status(),
                        block.severity(),
                        Objects.requireNonNull(arn, "arn"),
                        Objects.requireNonNull(type, "type"),
                        Objects.requireNonNull(accountId, "accountId"),
                        Objects.requireNonNull(region, "region"),
                        Objects.requireNonNull(name, "name"),
                        dataProtectionClass,
                        Objects.requireNonNull(message, "message"),
                        evidence,
                        unread,
                        controls,
                        Objects.requireNonNull(readAt, "readAt"),
                        owner,
                        waiver,
                        impact));
    }

    private List<Evidence> evidence() {
        var evidence = new ArrayList<Evidence>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String fact = "";
            @Nullable Object value = null;
            String call = "";
            for (String key = json.nextName(); key != null; key = json.nextName()) {
                json.nextToken();
                switch (key) {
                    case "fact" -> fact = json.getString();
                    case "value" -> value = value();
                    case "call" -> call = json.getString();
                    default -> json.skipChildren();
                }
            }
            evidence.add(new Evidence(fact, value, call));
        }
        return evidence;
    }

    private @Nullable Object value() {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getString();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> json.readValueAs(Object.class);
        };
    }

    private List<UnreadFact> unread() {
        var unread = new ArrayList<UnreadFact>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            unread.add(json.readValueAs(UnreadFact.class));
        }
        return unread;
    }

    private Map<String, List<String>> controls() {
        var controls = new LinkedHashMap<String, List<String>>();
        for (String key = json.nextName(); key != null; key = json.nextName()) {
            var ids = new ArrayList<String>();
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                ids.add(json.getString());
            }
            controls.put(key, ids);
        }
        return controls;
    }

    /** Resources of a page were read in the same second or two: only what follows it is to be read. */
    private Instant instant(String text) {
        if (text.length() <= SECONDS || text.charAt(SECONDS) != '.' || !text.regionMatches(0, lastTime, 0, SECONDS)) {
            Instant instant = Instant.parse(text);
            lastTime = text;
            lastSecond = instant.getEpochSecond();
            return instant;
        }
        int nanos = 0;
        int unit = 1_000_000_000;
        for (int i = SECONDS + 1; i < text.length() - 1; i++) {
            unit /= 10;
            nanos += (text.charAt(i) - '0') * unit;
        }
        return Instant.ofEpochSecond(lastSecond, nanos);
    }
}
