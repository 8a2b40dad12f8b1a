package dev.atrest.embeddedaws.estate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * A point in time: {@code 2026-01-31T12:00:00Z}, {@code 2026-01-31} (midnight UTC), or counted from when the estate is
 * loaded, in days, hours or minutes: {@code -400d}, {@code +12d}, {@code -3h}, {@code -5m}.
 */
final class PointInTime extends StdScalarDeserializer<Instant> {

    static final String ALLOWED = "2026-01-31T12:00:00Z, 2026-01-31, or counted from now: -400d, +12d, -3h, -5m";

    private static final Pattern RELATIVE = Pattern.compile("([+-]\\d+)([dhm])");

    private final Instant now;

    PointInTime(Instant now) {
        super(Instant.class);
        this.now = now;
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
        String text = parser.getString().strip();
        Matcher relative = RELATIVE.matcher(text);
        if (relative.matches()) {
            long amount = Long.parseLong(relative.group(1));
            return now.plus(
                    switch (relative.group(2)) {
                        case "d" -> Duration.ofDays(amount);
                        case "h" -> Duration.ofHours(amount);
                        default -> Duration.ofMinutes(amount);
                    });
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return (Instant) context.handleWeirdStringValue(
                    Instant.class,
                    text,
                    "allowed: 2026-01-31T12:00:00Z, 2026-01-31, or from now on: -400d, +12d, -3h, -5m");
        }
    }
}
