package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Numbered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Numbered resources one after the other, each made when asked for. A filter looks at entries, not at copies: copies of
 * one entry differ in nothing but their numbers.
 */
final class Series<T extends Numbered<T>> implements Pages.Source<T> {

    private final List<T> entries;
    private final int[] ends;
    private final Map<String, T> single = new HashMap<>();
    private final List<T> repeated = new ArrayList<>();

    Series(List<T> entries) {
        this.entries = List.copyOf(entries);
        this.ends = new int[entries.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            T entry = entries.get(i);
            end = Math.addExact(end, entry.count());
            ends[i] = end;
            if (isTemplate(entry)) {
                repeated.add(entry);
            } else {
                single.put(entry.id(), entry);
            }
        }
    }

    private static boolean isTemplate(Numbered<?> entry) {
        return entry.count() > 1 || entry.id().contains(Numbered.PLACEHOLDER);
    }

    List<T> entries() {
        return entries;
    }

    @Override
    public int size() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    @Override
    public T get(int index) {
        int found = Arrays.binarySearch(ends, index + 1);
        int entry = found >= 0 ? found : -found - 1;
        return numbered(entries.get(entry), index - (entry == 0 ? 0 : ends[entry - 1]));
    }

    private T numbered(T entry, int n) {
        return isTemplate(entry) ? entry.copy(n) : entry;
    }

    /** The resource with this id. */
    Optional<T> find(String id) {
        T known = single.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        for (T template : repeated) {
            int n = number(template.id(), id);
            if (n >= 0 && n < template.count()) {
                return Optional.of(template.copy(n));
            }
        }
        return Optional.empty();
    }

    /** Which number makes {@code text} of the template; -1 when none does. */
    static int number(String template, String text) {
        int at = template.indexOf(Numbered.PLACEHOLDER);
        if (at < 0 || text.length() < at + Numbered.DIGITS || !text.startsWith(template.substring(0, at))) {
            return -1;
        }
        String digits = text.substring(at, at + Numbered.DIGITS);
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int n = Integer.parseInt(digits);
        return Numbered.number(template, n).equals(text) ? n : -1;
    }

    /**
     * The entries with something else, or nothing, in the place of one resource. If that is one of many that an entry stands
     * for, the entry is written out.
     */
    List<T> changed(String id, Function<T, Optional<T>> change) {
        return entries.stream()
                .flatMap(entry -> isTemplate(entry) && number(entry.id(), id) >= 0
                        ? IntStream.range(0, entry.count()).mapToObj(entry::copy)
                        : Stream.of(entry))
                .flatMap(entry -> entry.id().equals(id) ? change.apply(entry).stream() : Stream.of(entry))
                .toList();
    }

    Series<T> where(Predicate<T> entry) {
        return new Series<>(entries.stream().filter(entry).toList());
    }
}
