package dev.atrest.readers;

import software.amazon.awssdk.core.exception.SdkException;

/** A call was made in a role's session that has expired; made again, it is made in a new one. Never leaves this package. */
final class SessionExpired extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final SdkException answer;

    SessionExpired(SdkException answer) {
        super(answer);
        this.answer = answer;
    }

    /** What AWS said. */
    SdkException answer() {
        return answer;
    }
}
