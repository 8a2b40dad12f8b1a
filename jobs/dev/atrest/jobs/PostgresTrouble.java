package dev.atrest.jobs;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL refuses, in the words of the server and with the next step. */
public final class PostgresTrouble {

    /** Of a connection: also where there is no password for a server that asks for one. */
    private static final String REFUSED = "08004";

    private PostgresTrouble() {}

    static DatabaseUnavailable unavailable(SQLException error) {
        return new DatabaseUnavailable(
                explanation(error).orElseGet(() -> "the database cannot be opened: " + words(error)));
    }

    /** What to tell a person; empty for what is a defect of ours, or another database's. */
    public static Optional<String> explanation(Throwable error) {
        if (!(error instanceof PSQLException refused) || refused.getSQLState() == null) {
            return Optional.empty();
        }
        String state = refused.getSQLState();
        String words = words(refused);
        if (state.equals(PostgresHold.LOST)) {
            return Optional.of(
                    words + ", as when the server was started anew or the network failed; start the same command"
                            + " again: it goes on where it was");
        }
        if ((state.startsWith("08") && !state.equals(REFUSED)) || state.startsWith("57P0")) {
            return Optional.of(
                    "the database does not answer: " + words
                            + "; see that it runs and can be reached, and start the same command again: it goes on where it was");
        }
        return switch (state) {
            case "28P01", "28000", REFUSED ->
                Optional.of("the database lets nobody in so: " + words + "; see SPRING_DATASOURCE_USERNAME and"
                        + " SPRING_DATASOURCE_PASSWORD, or what docs/database.md says instead");
            case "3D000" -> Optional.of(words + "; make it as docs/database.md says");
            case "42501" ->
                Optional.of("the database does not permit it: " + words
                        + "; what atrest needs to be permitted is in docs/database.md");
            case "53300" ->
                Optional.of("the database has no connection left: " + words
                        + "; see spring.datasource.hikari.maximum-pool-size in config/application.yml");
            default -> Optional.empty();
        };
    }

    private static String words(SQLException error) {
        ServerErrorMessage server = error instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
        String words = server == null ? error.getMessage() : server.getMessage();
        String first = String.valueOf(words).lines().findFirst().orElse("no reason is told");
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }
}
