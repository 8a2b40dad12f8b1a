package dev.atrest.readers;

/** AWS cannot be reached the way the user asked for; the message says in one line what is wrong and what to do. */
public sealed class AccessException extends RuntimeException permits ScopeException {

    private static final long serialVersionUID = 1L;

    public AccessException(String message) {
        super(message);
    }

    public AccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
