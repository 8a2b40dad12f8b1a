package dev.atrest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was left of the heap after each collection, from a log that {@code -Xlog:gc:file=…:time} wrote.
 *
 * @param collections in the order of time
 */
record CollectedHeap(List<Collection> collections) {

    /** @param mebibytes in use when it was over */
    record Collection(Instant time, long mebibytes) {}

    private static final Pattern LINE = Pattern.compile("\\[([^]]+)].*Pause .*->(\\d+)M\\(\\d+M\\).*");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    static CollectedHeap read(Path log) throws IOException {
        var collections = new ArrayList<Collection>();
        try (var lines = Files.lines(log)) {
            lines.map(LINE::matcher)
                    .filter(Matcher::matches)
                    .forEach(line -> collections.add(new Collection(
                            OffsetDateTime.parse(line.group(1), TIME).toInstant(), Long.parseLong(line.group(2)))));
        }
        return new CollectedHeap(List.copyOf(collections));
    }

    /**
     * The least that any collection left in a part of a period: what is still in use, without most of what has only not been
     * collected yet.
     *
     * @param from beginning of the part, as a fraction of the period
     * @param to its end
     */
    OptionalLong least(Instant begin, Instant end, double from, double to) {
        long millis = end.toEpochMilli() - begin.toEpochMilli();
        Instant first = begin.plusMillis((long) (millis * from));
        Instant last = begin.plusMillis((long) (millis * to));
        return collections.stream()
                .filter(collection ->
                        !collection.time().isBefore(first) && !collection.time().isAfter(last))
                .mapToLong(Collection::mebibytes)
                .min();
    }
}
