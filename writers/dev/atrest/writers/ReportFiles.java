package dev.atrest.writers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts reports into their folder. A report says where an organisation is weak, so its file is readable by its owner only
 * from the first byte on (where the file system knows owners), and takes its name only once it is complete: what has the
 * name of a report is never half of one, and a failure leaves an earlier report in place.
 */
public final class ReportFiles {

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
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, ownerOnly(folder.toAbsolutePath(), "rwx------"));
        }
        var written = new ArrayList<Path>();
        for (ReportWriter writer : writers) {
            written.add(write(report, writer, folder));
        }
        return List.copyOf(written);
    }

    private static Path write(AssessmentReport report, ReportWriter writer, Path folder) throws IOException {
        deleteUnfinished(writer, folder);
        Path unfinished = Files.createTempFile(
                folder, "." + writer.fileName() + ".", ".tmp", ownerOnly(folder.toAbsolutePath(), "rw-------"));
        try {
            writer.write(report, unfinished);
            force(unfinished);
            return Files.move(
                    unfinished,
                    folder.resolve(writer.fileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** What a killed run began to write. */
    private static void deleteUnfinished(ReportWriter writer, Path folder) throws IOException {
        try (var left = Files.newDirectoryStream(folder, "." + writer.fileName() + ".*.tmp")) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
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
