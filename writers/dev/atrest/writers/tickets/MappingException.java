package dev.atrest.writers.tickets;

/** A mapping cannot be used; the message names file and line, what was found and what is allowed. */
public final class MappingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MappingException(String message) {
        super(message);
    }

    MappingException(String message, Throwable cause) {
        super(message, cause);
    }
}
