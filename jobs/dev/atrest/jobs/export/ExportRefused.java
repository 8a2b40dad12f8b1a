package dev.atrest.jobs.export;

/** An export cannot be acknowledged; the message says why, and what can be. */
public final class ExportRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExportRefused(String message) {
        super(message);
    }
}
