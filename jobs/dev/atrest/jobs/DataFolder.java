package dev.atrest.jobs;

import dev.atrest.jobs.store.DatabaseKind;
import dev.atrest.jobs.store.KeptDatabase;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The folder of the database and the log, held by one process at a time. The operating system gives the lock back however the
 * process ends, so nothing has to be cleaned up after a kill; who holds it is told by a file beside it, because the locked
 * one cannot be read everywhere.
 */
final class DataFolder implements AutoCloseable {

    private static final String DATABASE = "atrest";
    /** How the name of H2's file ends. */
    private static final String FILE = ".mv.db";

    private static final Duration A_MOMENT = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Path folder;
    private final FileChannel lock;

    private DataFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the folder for this process.
     *
     * @param folder made, for its owner only, when it does not exist
     * @param command what this process does, for others that want the folder
     * @throws DatabaseInUse when another process holds it
     * @throws IOException when the folder cannot be made or written
     */
    static DataFolder open(Path folder, String command) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        makeOwnerOnly(absolute);
        FileChannel lock =
                FileChannel.open(absolute.resolve("atrest.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var taken = new DataFolder(absolute, lock);
        try {
            taken.take();
            Holder.me(command).write(taken.owner());
            return taken;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Whoever holds the folder says so a moment after taking it, and no more a moment before giving it back. */
    private void take() throws IOException {
        Instant end = Instant.now().plus(A_MOMENT);
        while (!locked(lock)) {
            Optional<Holder> holder = Holder.read(owner());
            if (holder.filter(Holder::mayLive).isPresent() || Instant.now().isAfter(end)) {
                throw new DatabaseInUse("the database in " + folder, holder, DatabaseKind.H2);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static boolean locked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private Path owner() {
        return folder.resolve("atrest.owner");
    }

    Path folder() {
        return folder;
    }

    Path log() {
        return folder.resolve("atrest.log");
    }

    /** What a JDBC URL of H2 calls the database. */
    static Path database(Path folder) {
        return folder.toAbsolutePath().normalize().resolve(DATABASE);
    }

    /** Whether there is a database in a folder; nothing is made to find out. */
    static boolean hasDatabase(Path folder) {
        return Files.exists(folder.resolve(DATABASE + FILE));
    }

    /** Throws the database away. */
    void deleteDatabase() throws IOException {
        new KeptDatabase(database(folder)).discard();
        Files.deleteIfExists(folder.resolve(DATABASE + FILE));
    }

    /** The folder may have been there before and be open to others; what is in it is not. */
    void keepFilesOwnerOnly() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "atrest.*")) {
            for (Path file : files) {
                var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
                if (view != null) {
                    view.setPermissions(PosixFilePermissions.fromString("rw-------"));
                }
            }
        }
    }

    /** Makes a folder that only its owner can look into; one that is there stays as it is. */
    static void makeOwnerOnly(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** Gives the folder back. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(owner());
        lock.close();
    }
}
