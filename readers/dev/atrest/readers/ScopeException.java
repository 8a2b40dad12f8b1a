package dev.atrest.readers;

/** The user names what does not exist or does not go together: asked again in the same way it fails again. */
public final class ScopeException extends AccessException {

    private static final long serialVersionUID = 1L;

    public ScopeException(String message) {
        super(message);
    }
}
