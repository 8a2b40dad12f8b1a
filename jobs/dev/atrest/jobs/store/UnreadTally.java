package dev.atrest.jobs.store;

import dev.atrest.model.Coverage;
import dev.atrest.model.Unread;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many facts each reason left unread.
 *
 * @param byReason facts by call and error code, with a blank between them
 */
public record UnreadTally(Map<String, Long> byReason) {

    public static final UnreadTally NONE = new UnreadTally(Map.of());

    /** Counts these as well. */
    public UnreadTally plus(Stream<Unread> more) {
        var sum = new TreeMap<>(byReason);
        more.forEach(reason -> sum.merge(reason.call() + " " + reason.error(), 1L, Long::sum));
        return new UnreadTally(sum);
    }

    public long facts() {
        return byReason.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The reason that left most facts unread, with all others in its detail; empty when there is none. */
    public Optional<Coverage.Gap> gap() {
        List<Map.Entry<String, Long>> reasons = byReason.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        return reasons.stream().findFirst().map(most -> {
            String[] callAndError = most.getKey().split(" ", 2);
            String others = reasons.stream()
                    .skip(1)
                    .map(reason -> reason.getKey() + " (" + reason.getValue() + ")")
                    .collect(Collectors.joining(", "));
            return new Coverage.Gap(callAndError[0], callAndError[1], others.isEmpty() ? "" : "also " + others);
        });
    }
}
