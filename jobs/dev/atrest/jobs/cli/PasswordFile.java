package dev.atrest.jobs.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * A file whose first line is a password, which is kept out of the command line because other users see that.
 *
 * @param path where it is; its content is never printed
 */
record PasswordFile(Path path) {

    /** What Excel takes at most. */
    private static final int LONGEST = 255;

    /**
     * The password.
     *
     * @throws CommandException when there is none, it is too long, or others than the file's owner may read it
     */
    String read() {
        try {
            requirePrivate();
            String password;
            try (var lines = Files.newBufferedReader(path)) {
                password = lines.readLine();
            }
            if (password == null || password.isEmpty()) {
                throw new CommandException("the first line of " + path + " is empty; it must be the password");
            }
            if (password.length() > LONGEST) {
                throw new CommandException("the password in " + path + " has " + password.length()
                        + " characters; Excel takes at most " + LONGEST);
            }
            return password;
        } catch (IOException e) {
            throw new CommandException("the password cannot be read from " + path + ": " + reason(e));
        }
    }

    private void requirePrivate() throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix") || !Files.exists(path)) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if (permissions.contains(PosixFilePermission.GROUP_READ)
                || permissions.contains(PosixFilePermission.OTHERS_READ)) {
            throw new CommandException(
                    path + " can be read by others; keep the password to yourself: chmod 600 " + path);
        }
    }

    private static String reason(IOException error) {
        return switch (error) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "permission denied";
            case CharacterCodingException other -> "it is not UTF-8";
            default -> error.getMessage();
        };
    }
}
