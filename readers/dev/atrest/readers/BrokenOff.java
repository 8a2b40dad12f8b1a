package dev.atrest.readers;

import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * An answer that was not received whole, so that it says nothing of what was asked, or an error without a body: the cause of the
 * SDK's exception. It is asked for again like what got lost on the way.
 */
final class BrokenOff extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final boolean begun;

    private BrokenOff(int status, String code, boolean begun) {
        super(begun ? "the answer breaks off" : "the answer is empty");
        this.status = status;
        this.code = code;
        this.begun = begun;
    }

    /**
     * To be thrown while the SDK reads an answer.
     *
     * @param code AWS's error code where the head of the answer tells one; may be empty
     * @param begun whether something of the body came
     */
    static SdkClientException because(int status, String code, boolean begun) {
        var broken = new BrokenOff(status, code, begun);
        return SdkClientException.create(broken.getMessage(), broken);
    }

    /** HTTP status. */
    int status() {
        return status;
    }

    /** What is known of AWS's error code; may be empty. */
    String code() {
        return code;
    }

    /** Whether something of the body came. There are endpoints that never send one. */
    boolean begun() {
        return begun;
    }
}
