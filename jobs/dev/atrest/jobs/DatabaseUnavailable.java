package dev.atrest.jobs;

/** The configured database cannot be worked with; the message says why, and what to do. */
public final class DatabaseUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseUnavailable(String message) {
        super(message);
    }
}
