package dev.atrest.evaluators.policy;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One value in a request, read at most once in each of the ways in which operators compare. Not for several threads. */
final class Requested {

    private final String text;
    private @Nullable String lowerCase;
    private String @Nullable [] parts;
    private @Nullable Optional<Double> number;
    private @Nullable Optional<Instant> date;
    private @Nullable Optional<AddressRange> address;

    Requested(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    String lowerCase() {
        String known = lowerCase;
        return known == null ? lowerCase = text.toLowerCase(Locale.ROOT) : known;
    }

    /** As an ARN's components: the text between the first five colons and after them. */
    String[] parts() {
        String[] known = parts;
        return known == null ? parts = text.split(":", 6) : known;
    }

    Optional<Double> number() {
        Optional<Double> known = number;
        return known == null ? number = Condition.number(text) : known;
    }

    Optional<Instant> date() {
        Optional<Instant> known = date;
        return known == null ? date = Condition.date(text) : known;
    }

    Optional<AddressRange> address() {
        Optional<AddressRange> known = address;
        return known == null ? address = AddressRange.parse(text) : known;
    }
}
