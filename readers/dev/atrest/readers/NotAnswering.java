package dev.atrest.readers;

import software.amazon.awssdk.core.exception.SdkClientException;

/** A service of a region has been silent for so long that a call was not made: the cause of the SDK's exception. */
final class NotAnswering extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private NotAnswering(String why) {
        super(why);
    }

    /** To be thrown instead of making a call; the SDK does not try again. */
    static SdkClientException because(String why) {
        return SdkClientException.create(why, new NotAnswering(why));
    }
}
