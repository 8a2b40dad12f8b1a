package dev.atrest.postgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atrest.jobs.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server of a test's own, of the programs that Debian installs. Its databases sort texts as a human language does,
 * so that SQL which relies on the order of bytes shows. It is gone when closed, with all that was in it.
 */
public final class PostgresCluster implements AutoCloseable {

    private static final String ADMINISTRATOR = "administrator";
    private static final String USER = "atrest";
    private static final String PASSWORD = "not-to-be-told-4711";

    /** The unix user that Debian's package makes: the server refuses to run as root. */
    private static final String UNIX_USER = "postgres";

    /** Another process may take the port between its being found free and the server's start. */
    private static final int ATTEMPTS = 5;

    private final Path programs;
    private final Path folder;
    private final AtomicInteger databases = new AtomicInteger();
    private int port;

    private PostgresCluster(Path programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
    }

    /** A database with nothing in it. */
    public record Database(String url, String username, String password) {

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, username, password);
        }

        /** Installs atrest in this folder, configured for the database. */
        public Home home(Path folder) throws IOException {
            Home shipped = Home.locate();
            Path config = folder.resolve("config");
            FileSystemUtils.copyRecursively(shipped.config(), config);
            Files.createSymbolicLink(folder.resolve("report-templates"), shipped.reportTemplates());
            String settings = Files.readString(shipped.config().resolve("application.yml"));
            Files.writeString(config.resolve("application.yml"), settings.replace("  datasource:\n", """
                      datasource:
                        url: %s
                        username: %s
                        password: %s
                    """.formatted(
                            url, username, password)));
            return new Home(folder);
        }
    }

    /** Starts a server, or says loudly that the test is skipped where there is none to start. */
    public static PostgresCluster start() throws IOException {
        Optional<Path> programs = programs();
        assumeTrue(programs.isPresent(), "skipped: apt-get install postgresql");
        var cluster = new PostgresCluster(programs.get(), Files.createTempDirectory("postgres"));
        try {
            cluster.begin();
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Of the newest version. */
    private static Optional<Path> programs() throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (var folders = Files.list(versions)) {
            return folders.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparingInt(bin -> Integer.parseInt(
                            bin.getParent().getFileName().toString().replaceAll("\\D.*", ""))));
        }
    }

    private void begin() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        if (root()) {
            var user = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(UNIX_USER);
            Files.setOwner(folder, user);
            Files.setOwner(password, user);
        }
        run(
                "initdb",
                "-D",
                data(),
                "-U",
                ADMINISTRATOR,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--no-sync",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--locale-provider=icu",
                "--icu-locale=en-US");
        for (int attempt = 1; ; attempt++) {
            try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            try {
                run(
                        "pg_ctl",
                        "start",
                        "-w",
                        "-D",
                        data(),
                        "-l",
                        folder.resolve("log").toString(),
                        "-o",
                        "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
                                + " -c full_page_writes=off -c shared_buffers=64MB");
                break;
            } catch (IllegalStateException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
        try (var connection = administrator();
                var statement = connection.createStatement()) {
            statement.execute("create role " + USER + " login password '" + PASSWORD + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private void run(String program, String... arguments) throws IOException {
        var line = new ArrayList<String>();
        if (root()) {
            line.addAll(List.of("setpriv", "--reuid=" + UNIX_USER, "--regid=" + UNIX_USER, "--clear-groups"));
        }
        line.add(programs.resolve(program).toString());
        line.addAll(List.of(arguments));
        Path said = folder.resolve(program + ".out");
        try {
            // The server inherits the stream, so that nobody could wait for its end.
            Process process = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(program + " failed: " + Files.readString(said));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new database that belongs to its user, who is nothing special. */
    public Database database() throws SQLException {
        String name = "night" + databases.incrementAndGet();
        try (var connection = administrator();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " owner " + USER);
        }
        return new Database(url(name), USER, PASSWORD);
    }

    /** As one who may do everything. */
    public Connection administrator() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", ADMINISTRATOR);
        properties.setProperty("password", PASSWORD);
        return DriverManager.getConnection(url("postgres"), properties);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public void close() throws IOException {
        try {
            if (Files.exists(Path.of(data()).resolve("postmaster.pid"))) {
                run("pg_ctl", "stop", "-D", data(), "-m", "immediate");
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }
}
