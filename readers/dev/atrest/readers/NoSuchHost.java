package dev.atrest.readers;

import software.amazon.awssdk.core.exception.SdkClientException;

/** A call was not made because nobody knows its host: the cause of the SDK's exception. */
final class NoSuchHost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String host;

    private NoSuchHost(String host) {
        super("no host " + host + " is known");
        this.host = host;
    }

    /** To be thrown instead of making a call; the SDK does not try again. */
    static SdkClientException of(String host) {
        var missing = new NoSuchHost(host);
        return SdkClientException.create(missing.getMessage(), missing);
    }

    String host() {
        return host;
    }
}
