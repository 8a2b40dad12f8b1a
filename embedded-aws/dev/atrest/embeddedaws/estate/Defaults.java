package dev.atrest.embeddedaws.estate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a property that the YAML leaves out becomes. */
final class Defaults {

    /** When things were created whose age does not matter. */
    static final Instant CREATED = Instant.parse("2025-01-15T08:00:00Z");

    private Defaults() {}

    static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    static <T> List<T> list(@Nullable List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    static <K, V> Map<K, V> map(@Nullable Map<K, V> values) {
        return values == null ? Map.of() : java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(values));
    }

    static String required(@Nullable String value, String what) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return value;
    }

    static String oneOf(String value, String what, String... allowed) {
        if (!List.of(allowed).contains(value)) {
            throw new IllegalArgumentException(
                    "%s is '%s'; allowed: %s".formatted(what, value, String.join(", ", allowed)));
        }
        return value;
    }
}
