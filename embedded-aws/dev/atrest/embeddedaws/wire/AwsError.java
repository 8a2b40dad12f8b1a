package dev.atrest.embeddedaws.wire;

import java.util.Map;

/** The answer is an error, which each protocol writes in its own format. */
public final class AwsError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;
    private final transient Map<String, String> headers;

    /**
     * @param code the service's error code, e.g. {@code NoSuchBucket}
     * @param status HTTP status
     */
    public AwsError(String code, String message, int status) {
        this(code, message, status, Map.of());
    }

    /** @param headers sent along */
    public AwsError(String code, String message, int status, Map<String, String> headers) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.headers = headers;
    }

    public String code() {
        return code;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
