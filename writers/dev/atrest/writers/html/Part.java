package dev.atrest.writers.html;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A part of the page that is written from the report: what {@code {{part NAME}}} of the template names. */
enum Part {
    BRAND,
    LOGO,
    SUMMARY,
    OMITTED,
    COVERAGE,
    CONTROLS,
    ACCOUNTS,
    BACKLOG,
    CHANGES,
    WAIVERS,
    RULES,
    METHOD,
    DATA;

    static Part of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    static Set<String> names() {
        return Arrays.stream(values())
                .map(part -> part.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
