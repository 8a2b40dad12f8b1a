package dev.atrest.endtoend;

import dev.atrest.model.DataProtectionClass;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The data protection class that a resource's tags give it. */
final class ExpectedClass {

    private static final String TAG = "DataProtectionClass";

    private ExpectedClass() {}

    /** Whether the tag is there with one of the three words, compared trimmed and ignoring case. */
    static boolean isValid(Map<String, String> tags) {
        return word(tags).flatMap(ExpectedClass::known).isPresent();
    }

    /** A missing class counts as INTERNAL, an unknown one, an empty one too, as CONFIDENTIAL. */
    static DataProtectionClass of(Map<String, String> tags) {
        Optional<String> word = word(tags);
        return word.isEmpty()
                ? DataProtectionClass.INTERNAL
                : known(word.get()).orElse(DataProtectionClass.CONFIDENTIAL);
    }

    private static Optional<String> word(Map<String, String> tags) {
        return Optional.ofNullable(tags.get(TAG)).map(String::strip);
    }

    private static Optional<DataProtectionClass> known(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "PUBLIC" -> Optional.of(DataProtectionClass.PUBLIC);
            case "INTERNAL" -> Optional.of(DataProtectionClass.INTERNAL);
            case "CONFIDENTIAL" -> Optional.of(DataProtectionClass.CONFIDENTIAL);
            default -> Optional.empty();
        };
    }
}
