package dev.atrest.jobs.cli;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.h2.api.ErrorCode;

/** Why H2 does not open its file, whatever was to be done with it. */
final class DatabaseFile {

    private DatabaseFile() {}

    /** @param causes what went wrong, from the outside in; empty when none of it is H2's refusal of the file */
    static Optional<String> explanation(List<Throwable> causes) {
        return causes.stream()
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getErrorCode())
                .flatMap(code -> explanation(code).stream())
                .findFirst();
    }

    private static Optional<String> explanation(int code) {
        return switch (code) {
            // atrest's own processes are told apart by the lock of the folder.
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                Optional.of("the database" + inFolder()
                        + " is in use by a program that is not atrest; end it, or name another folder with --data");
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1 ->
                Optional.of("the database" + inFolder() + " is damaged, or no database of atrest; put a copy of"
                        + " atrest.mv.db in its place, or name another folder with --data");
            default -> Optional.empty();
        };
    }

    /** The folder of the database and the log, once it is known. */
    static String inFolder() {
        return Optional.ofNullable(System.getProperty("LOG_FILE"))
                .map(log -> Path.of(log).getParent())
                .map(folder -> " in " + folder)
                .orElse("");
    }
}
