package dev.atrest.jobs.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A file with a secret in it, which nobody but its owner may read. */
record SecretFile(String option, Path file) {

    /**
     * The first line.
     *
     * @throws CommandException when it is empty, or the file cannot be read or can be read by others
     */
    String firstLine() {
        expectOwnersOnly();
        try (var lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            if (line == null || line.isEmpty()) {
                throw new CommandException(option + " " + file + ": the first line is the password, and it is empty");
            }
            return line;
        } catch (IOException e) {
            throw new CommandException(option + " " + file + " " + reason(e));
        }
    }

    /** @throws CommandException when others may read the file */
    void expectOwnersOnly() {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ)) {
                throw new CommandException(
                        option + " " + file + " can be read by others; take that away: chmod 600 " + file);
            }
        } catch (IOException e) {
            throw new CommandException(option + " " + file + " " + reason(e));
        }
    }

    static String reason(IOException error) {
        return switch (error) {
            case NoSuchFileException _ -> "does not exist";
            case java.nio.file.AccessDeniedException _ -> "cannot be read: permission denied";
            case CharacterCodingException _ -> "cannot be read: it is not UTF-8";
            default -> "cannot be read: " + error.getMessage();
        };
    }
}
