package dev.atrest.jobs.cli;

/** A command cannot do what was asked; the message is for the person who asked. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }
}
