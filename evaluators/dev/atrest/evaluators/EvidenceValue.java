package dev.atrest.evaluators;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the value of a piece of evidence to a size that a report can carry; the inventory has the whole of it. */
final class EvidenceValue {

    private static final int LONGEST_TEXT = 1000;
    private static final int MOST_ITEMS = 50;

    private EvidenceValue() {}

    static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text
            when text.length() > LONGEST_TEXT ->
                beginning(text, LONGEST_TEXT - 1) + "… (" + text.length() + " characters)";
            case List<?> list -> fits(list) ? list : list(list);
            case Map<?, ?> map -> fits(map) ? map : map(map);
            default -> value;
        };
    }

    /** Nearly every value does, and is kept as it is. */
    private static boolean fits(@Nullable Object value) {
        return switch (value) {
            case String text -> text.length() <= LONGEST_TEXT;
            case List<?> list -> list.size() <= MOST_ITEMS && allFit(list);
            case Map<?, ?> map -> map.size() <= MOST_ITEMS && allFit(map.values());
            case null, default -> true;
        };
    }

    private static boolean allFit(Collection<?> values) {
        for (Object value : values) {
            if (!fits(value)) {
                return false;
            }
        }
        return true;
    }

    /** The first characters of a text, without half a surrogate pair at the end. */
    static String beginning(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    private static List<@Nullable Object> list(List<?> list) {
        var kept = new ArrayList<@Nullable Object>();
        for (Object item : list.size() > MOST_ITEMS ? list.subList(0, MOST_ITEMS) : list) {
            kept.add(of(item));
        }
        if (list.size() > MOST_ITEMS) {
            kept.add("… and %d more".formatted(list.size() - MOST_ITEMS));
        }
        return kept;
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> map) {
        var kept = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : map.entrySet()) {
            if (kept.size() == MOST_ITEMS) {
                break;
            }
            kept.put((String) entry.getKey(), of(entry.getValue()));
        }
        if (map.size() > MOST_ITEMS) {
            kept.put("…", "and %d more".formatted(map.size() - MOST_ITEMS));
        }
        return kept;
    }
}
