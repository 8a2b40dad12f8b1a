package dev.atrest.readers;

import software.amazon.awssdk.core.exception.SdkClientException;

/** Something between here and AWS answered, with success, what AWS never would: the cause of the SDK's exception. */
final class NotAnAwsAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private NotAnAwsAnswer(String what) {
        super(what);
    }

    /** To be thrown while the SDK reads an answer. It asks again: {@link PacedRetries}. */
    static SdkClientException because(String what) {
        return SdkClientException.create(what, new NotAnAwsAnswer(what));
    }
}
