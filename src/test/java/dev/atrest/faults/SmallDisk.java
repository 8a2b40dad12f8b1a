package dev.atrest.faults;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory that is soon full. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts it, which takes Linux and its administrator; elsewhere the test is skipped, and says so.
     *
     * @param size as {@code mount} takes it, e.g. {@code 2m}
     */
    static SmallDisk mount(Path folder, String size) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String answer = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
        if (!answer.isEmpty()) {
            System.err.println("SKIPPED: a full disk is not tried, because this user cannot mount one: " + answer);
            abort("no file system can be mounted: " + answer);
        }
        return new SmallDisk(folder);
    }

    void grow(String size) throws IOException, InterruptedException {
        String answer = run("mount", "-o", "remount,size=" + size, folder.toString());
        if (!answer.isEmpty()) {
            throw new IllegalStateException(answer);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", "-l", folder.toString());
    }

    /** What the command complains of; empty when it does not. */
    private static String run(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? "" : "'" + String.join(" ", command) + "' says: " + said;
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
