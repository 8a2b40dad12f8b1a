package dev.atrest.writers.seal;

import java.io.IOException;

/** What should be a part of a seal is not; the message says what is wrong with it, and not where it is. */
public final class MalformedSeal extends IOException {

    private static final long serialVersionUID = 1L;

    public MalformedSeal(String message) {
        super(message);
    }
}
