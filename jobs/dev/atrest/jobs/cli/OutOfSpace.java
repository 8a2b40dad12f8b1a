package dev.atrest.jobs.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.h2.jdbc.JdbcException;

/** A disk, a quota or a limit on files is full: what the operating systems say when it is. */
final class OutOfSpace {

    private static final Pattern TOLD = Pattern.compile(
            "No space left on device|Disk quota exceeded|File too large|not enough space on the disk",
            Pattern.CASE_INSENSITIVE);

    /** Names of exceptions, which libraries put before what the operating system says. */
    private static final Pattern LIBRARY = Pattern.compile("\\b(ExceptionConverter|[a-z.]+\\.\\w+Exception): ");

    private OutOfSpace() {}

    /** @param causes what went wrong, from the outside in; empty when none of it says that space has run out */
    static Optional<String> explanation(List<Throwable> causes) {
        Optional<String> database = causes.stream()
                .filter(SQLException.class::isInstance)
                .map(OutOfSpace::database)
                .findFirst();
        return causes.stream()
                .flatMap(cause -> Optional.ofNullable(cause.getMessage()).stream())
                .filter(message -> TOLD.matcher(message).find())
                .findFirst()
                .map(message -> database.map(name -> name + " cannot be written: " + reason(message))
                        .orElseGet(() -> LIBRARY.matcher(message).replaceAll("")))
                .map(what -> what + "; nothing is lost: free some space, and the same command goes on where it was");
    }

    /** A file is in a folder, and a server's disk is its own. */
    private static String database(Throwable error) {
        return "the database" + (error instanceof JdbcException ? DatabaseFile.inFolder() : "");
    }

    private static String reason(String message) {
        return TOLD.matcher(message).results().findFirst().orElseThrow().group();
    }
}
