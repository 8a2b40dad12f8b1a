package dev.atrest.writers.tickets;

/** A file of ticket keys cannot be taken; the message names file and line, what was found and what is allowed. */
public final class TicketsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TicketsException(String message) {
        super(message);
    }

    TicketsException(String message, Throwable cause) {
        super(message, cause);
    }
}
