package dev.atrest.jobs;

import dev.atrest.jobs.store.DatabaseKind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Where the database is: H2's file in the data folder, unless {@code spring.datasource.url} names another, in
 * {@code config/application.yml} or the environment. Neither the password nor the address, which can hold one, is ever told.
 *
 * @param url as JDBC has it
 * @param username empty where the driver is to find it
 * @param password empty where the driver is to find it
 */
public record DatabaseSettings(String url, Optional<String> username, Optional<String> password) {

    private static final String URL = "spring.datasource.url";
    private static final String USERNAME = "spring.datasource.username";
    private static final String PASSWORD = "spring.datasource.password";
    private static final String HIKARI = "spring.datasource.hikari.";

    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    /** A scheme and no more, so that a message about a wrong address tells nothing that is in it. */
    private static final Pattern SCHEME = Pattern.compile("^jdbc:[a-z0-9]{1,20}:");

    /**
     * As it is configured.
     *
     * @param data folder of the database where it is a file
     * @throws DatabaseUnavailable when the address is that of no database which atrest knows
     */
    public static DatabaseSettings configured(Home home, Path data) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "defaultProperties",
                        Map.of(
                                "spring.config.location",
                                location(home),
                                Home.PROPERTY,
                                home.folder().toString())));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        Optional<String> url = text(environment, URL);
        if (url.isEmpty()) {
            return file(data);
        }
        var settings = new DatabaseSettings(url.get(), text(environment, USERNAME), text(environment, PASSWORD));
        settings.requireKnown();
        return settings;
    }

    /**
     * H2's file in this folder, whatever is configured. What is committed is written: a killed run goes on from its last chunk.
     * Its errors are in our log, and need no file of H2's own. A scan goes through some twenty statements, which H2 would parse
     * each time.
     */
    static DatabaseSettings file(Path data) {
        return new DatabaseSettings(
                "jdbc:h2:file:" + DataFolder.database(data)
                        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;QUERY_CACHE_SIZE=64",
                Optional.empty(),
                Optional.empty());
    }

    static String location(Home home) {
        return home.config().resolve("application.yml").toUri().toString();
    }

    private static Optional<String> text(ConfigurableEnvironment environment, String name) {
        return Optional.ofNullable(environment.getProperty(name)).filter(text -> !text.isBlank());
    }

    private void requireKnown() {
        var scheme = SCHEME.matcher(url);
        String found = scheme.find() ? scheme.group() : "something else";
        switch (found) {
            case "jdbc:h2:" -> {}
            case "jdbc:postgresql:" -> {
                // It would tell the terminal what it cannot read.
                DRIVER.setLevel(Level.OFF);
                if (!new org.postgresql.Driver().acceptsURL(url)) {
                    throw new DatabaseUnavailable(URL + " cannot be read; it is jdbc:postgresql://HOST:PORT/DATABASE,"
                            + " with user and password apart from it");
                }
            }
            default ->
                throw new DatabaseUnavailable(URL + " begins with " + found
                        + " where jdbc:postgresql: is known, or nothing for a file in the folder of --data");
        }
    }

    public DatabaseKind kind() {
        return url.startsWith("jdbc:postgresql:") ? DatabaseKind.POSTGRESQL : DatabaseKind.H2;
    }

    /** Without what a log must not have. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + kind() + "]";
    }

    /** Whether there is a database in the folder, or one is named; nothing is made to find out. */
    boolean exists(Path data) {
        return kind() == DatabaseKind.POSTGRESQL || DataFolder.hasDatabase(data);
    }

    /** What Spring is told, before all else that it finds. */
    Map<String, Object> properties(Optional<PostgresHold> hold) {
        var properties = new HashMap<String, Object>(Map.of(URL, url));
        if (kind() == DatabaseKind.H2) {
            // A file is nobody's, whoever is configured for another database.
            properties.put(USERNAME, username.orElse(""));
            properties.put(PASSWORD, password.orElse(""));
        }
        hold.ifPresent(held -> properties.put(HIKARI + "connection-init-sql", held.check()));
        return properties;
    }

    /** What Spring is told unless the user says otherwise. */
    Map<String, Object> defaults() {
        return switch (kind()) {
            case H2 -> Map.of();
            case POSTGRESQL ->
                Map.of(
                        // A connection is a process there; a short command needs one or two.
                        HIKARI + "minimum-idle",
                        2,
                        HIKARI + "data-source-properties.ApplicationName",
                        "atrest",
                        // Rows that are inserted together travel together.
                        HIKARI + "data-source-properties.reWriteBatchedInserts",
                        true);
        };
    }
}
