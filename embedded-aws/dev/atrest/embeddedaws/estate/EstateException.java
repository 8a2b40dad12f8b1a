package dev.atrest.embeddedaws.estate;

/** An estate file cannot be used; the message names file, line, what was found and what is allowed. */
public final class EstateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EstateException(String message, Throwable cause) {
        super(message, cause);
    }
}
