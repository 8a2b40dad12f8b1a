package dev.atrest.jobs.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.ZipFile;
import javax.sql.DataSource;

/**
 * H2's file as it was before its tables are brought up to date. H2 commits each statement that changes a table by itself: a migration
 * that is killed, or meets a full disk, would leave a database that no version can work with. What was kept takes its place when
 * it is opened next, and the migration begins anew.
 *
 * @param database what a JDBC URL of H2 calls the database: its file without the ending
 */
public record KeptDatabase(Path database) {

    private static final String FILE = ".mv.db";

    private Path file() {
        return database.resolveSibling(database.getFileName() + FILE);
    }

    private Path kept() {
        return database.resolveSibling(database.getFileName() + ".before-upgrade.zip");
    }

    private Path half() {
        return database.resolveSibling(database.getFileName() + ".before-upgrade.part");
    }

    /** Puts back what was kept, when a migration was broken off. Nobody may work with the database. */
    public void putBack() throws IOException {
        Files.deleteIfExists(half());
        if (!Files.exists(kept())) {
            return;
        }
        try (var zip = new ZipFile(kept().toFile());
                var content =
                        zip.getInputStream(zip.getEntry(file().getFileName().toString()))) {
            makeOwnerOnly(half());
            try (var out = Files.newOutputStream(half())) {
                content.transferTo(out);
            }
        }
        Files.move(half(), file(), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(kept());
    }

    /** Throws away what was kept, and does not put it back. */
    public void discard() throws IOException {
        Files.deleteIfExists(kept());
    }

    /** Keeps the database that is open; does nothing when that is another one. */
    void keep(DataSource source) {
        try (var connection = source.getConnection()) {
            if (isOpenIn(connection)) {
                Files.deleteIfExists(half());
                makeOwnerOnly(half());
                try (var backup = connection.prepareStatement("backup to ?")) {
                    backup.setString(1, half().toString());
                    backup.execute();
                }
                Files.move(half(), kept(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be kept before its tables change", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its tables are up to date. */
    void forget(DataSource source) {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            if (isOpenIn(connection)) {
                statement.execute("checkpoint sync");
                Files.deleteIfExists(kept());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be written", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOpenIn(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var path = statement.executeQuery("call database_path()")) {
            path.next();
            return database.toString().equals(path.getString(1));
        }
    }

    /** It is as confidential as the database, and the folder may be open to others. */
    private static void makeOwnerOnly(Path file) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }
}
