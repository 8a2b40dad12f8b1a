package dev.atrest.jobs.cli;

import java.nio.file.Path;

/**
 * A file whose first line is the password of reports, which is kept out of the command line because other users see that.
 *
 * @param path where it is; its content is never printed
 */
record PasswordFile(Path path) {

    static final String OPTION = "--password-file";

    /** What Excel takes at most. */
    private static final int LONGEST = 255;

    /**
     * The password.
     *
     * @throws CommandException when there is none, it is too long, or others than the file's owner may read it
     */
    String read() {
        String password = new SecretFile(OPTION, path).firstLine();
        if (password.length() > LONGEST) {
            throw new CommandException(OPTION + " " + path + ": the password has " + password.length()
                    + " characters; Excel takes at most " + LONGEST);
        }
        return password;
    }
}
