package dev.atrest.jobs.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A disk, a quota or a limit on files is full: what the operating systems say when it is. */
final class OutOfSpace {

    private static final Pattern TOLD = Pattern.compile(
            "No space left on device|Disk quota exceeded|File too large|not enough space on the disk",
            Pattern.CASE_INSENSITIVE);

    private OutOfSpace() {}

    /** @param causes what went wrong, from the outside in; empty when none of it says that space has run out */
    static Optional<String> explanation(List<Throwable> causes) {
        boolean database = causes.stream().anyMatch(SQLException.class::isInstance);
        return causes.stream()
                .flatMap(cause -> Optional.ofNullable(cause.getMessage()).stream())
                .filter(message -> TOLD.matcher(message).find())
                .findFirst()
                .map(message -> database ? "the database cannot be written: " + reason(message) : message)
                .map(what -> what + "; nothing is lost: free some space, and the same command goes on where it was");
    }

    private static String reason(String message) {
        return TOLD.matcher(message).results().findFirst().orElseThrow().group();
    }
}
