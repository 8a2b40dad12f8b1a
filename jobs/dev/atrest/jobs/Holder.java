package dev.atrest.jobs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The process that works with a database.
 *
 * @param started when it opened the database
 * @param command what it does, e.g. {@code nightly}
 */
public record Holder(long pid, String host, String user, Instant started, String command) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** This process. */
    static Holder me(String command) {
        return new Holder(
                ProcessHandle.current().pid(),
                hostName(),
                System.getProperty("user.name", "unknown"),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                command);
    }

    /** Of a process of this machine that has ended since, only what it wrote is left. */
    boolean mayLive() {
        return !host.equals(hostName()) || ProcessHandle.of(pid).isPresent();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this host";
        }
    }

    void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(this));
    }

    /** Empty where the file is missing or half written: it only helps people. */
    static Optional<Holder> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Holder.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }
}
