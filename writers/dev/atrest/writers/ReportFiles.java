package dev.atrest.writers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;

/**
 * Puts reports into their folder. A report says where an organisation is weak, so its file is readable by its owner only
 * from the first byte on (where the file system knows owners), and takes its name only once it is complete: what has the
 * name of a report is never half of one, and a failure leaves an earlier report in place.
 */
public final class ReportFiles {

    private static final System.Logger LOG = System.getLogger(ReportFiles.class.getName());

    private ReportFiles() {}

    /**
     * Writes the report in each format.
     *
     * @param folder made when it does not exist
     * @return the files, in the order of the writers
     * @throws IOException when a file cannot be written; those before it are complete
     */
    public static List<Path> write(AssessmentReport report, List<ReportWriter> writers, Path folder)
            throws IOException {
        make(folder);
        var written = new ArrayList<Path>();
        for (ReportWriter writer : writers) {
            written.add(write(report, writer, folder));
        }
        return List.copyOf(written);
    }

    private static Path write(AssessmentReport report, ReportWriter writer, Path folder) throws IOException {
        return put(writer.fileName(), folder, file -> writer.write(report, file));
    }

    /** Writes what a file has to say. */
    public interface Content {

        /** @param file an empty file that only its owner may read */
        void write(Path file) throws IOException;
    }

    /**
     * Writes any other file as a report is written: for its owner only, and at once or not at all.
     *
     * @param name of the file
     * @param folder made when it does not exist
     * @return the file
     * @throws IOException when it cannot be written
     */
    public static Path put(String name, Path folder, Content content) throws IOException {
        make(folder);
        deleteUnfinished("." + name + ".", folder);
        Path unfinished =
                Files.createTempFile(folder, "." + name + ".", ".tmp", ownerOnly(folder.toAbsolutePath(), "rw-------"));
        try {
            content.write(unfinished);
            force(unfinished);
            return Files.move(
                    unfinished,
                    folder.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).replace(unfinished + ": ", "");
            throw new IOException(folder.resolve(name) + " cannot be written: " + reason, e);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Gives empty files that only their owner may read. */
    public interface NewFiles {

        Path next() throws IOException;
    }

    /** Writes several files. */
    public interface Contents {

        /** @return the complete files by the names that they are to take, in that order */
        SequencedMap<String, Path> write(NewFiles files) throws IOException;
    }

    /**
     * Writes files that belong together: for their owner only, and none takes its name before all are complete.
     *
     * @param name what they are called together
     * @param folder made when it does not exist
     * @return the files, in the order of the contents
     * @throws IOException when they cannot be written
     */
    public static List<Path> putAll(String name, Path folder, Contents contents) throws IOException {
        make(folder);
        deleteUnfinished("." + name + ".", folder);
        Path unfinishedFolder = Files.createDirectory(
                folder.resolve("." + name + "." + UUID.randomUUID() + ".tmp"),
                ownerOnly(folder.toAbsolutePath(), "rwx------"));
        try {
            SequencedMap<String, Path> complete = contents.write(() -> Files.createTempFile(
                    unfinishedFolder, "", "", ownerOnly(unfinishedFolder.toAbsolutePath(), "rw-------")));
            for (Path file : complete.sequencedValues()) {
                force(file);
            }
            var put = new ArrayList<Path>();
            for (var file : complete.sequencedEntrySet()) {
                put.add(Files.move(
                        file.getValue(),
                        folder.resolve(file.getKey()),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING));
            }
            return List.copyOf(put);
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).replace(unfinishedFolder + "/", "");
            throw new IOException(folder.resolve(name) + " cannot be written: " + reason, e);
        } finally {
            delete(unfinishedFolder);
        }
    }

    /**
     * Tries whether files can be made in a folder. The file that it makes has always the same name, so that one which a killed
     * process left is gone after the next try.
     *
     * @throws IOException when they cannot
     */
    public static void requireWritable(Path folder) throws IOException {
        Path trial = folder.resolve(".atrest.tmp");
        Files.newByteChannel(
                        trial, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))
                .close();
        Files.deleteIfExists(trial);
    }

    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, ownerOnly(folder.toAbsolutePath(), "rwx------"));
        }
    }

    /** Deletes what a run began to write into this folder and did not end; what cannot be deleted stays. */
    public static void deleteUnfinished(Path folder) {
        if (Files.isDirectory(folder)) {
            try {
                deleteUnfinished(".", folder);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "unfinished reports stay in {0}: {1}", folder, e.getMessage());
            }
        }
    }

    /** What a killed run began to write: files, and folders of files. */
    private static void deleteUnfinished(String prefix, Path folder) throws IOException {
        // No glob: what a person names a file may look like one.
        try (var left = Files.newDirectoryStream(folder, file -> {
            String name = file.getFileName().toString();
            return name.startsWith(prefix) && name.endsWith(".tmp");
        })) {
            for (Path file : left) {
                delete(file);
            }
        }
    }

    private static void delete(Path file) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            try (var within = Files.newDirectoryStream(file)) {
                for (Path inner : within) {
                    delete(inner);
                }
            }
        }
        Files.delete(file);
    }

    /** Before the rename: a power cut must not leave the name on an empty file. */
    private static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
