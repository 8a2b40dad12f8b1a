package dev.atrest.readers;

import dev.atrest.model.Coverage;
import org.jspecify.annotations.Nullable;

/** An AWS call did not give what was asked of it. */
public final class ReadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Coverage.Gap gap;
    private final boolean denied;
    private final boolean byPolicy;

    /**
     * @param gap the call, the error code and AWS's message
     * @param denied AWS refused (permissions, service control policy) rather than failed
     * @param cause the SDK's exception; null when it was no error of the SDK
     */
    public ReadException(Coverage.Gap gap, boolean denied, @Nullable Throwable cause) {
        this(gap, denied, false, cause);
    }

    /** @param byPolicy a service control policy denies the call */
    ReadException(Coverage.Gap gap, boolean denied, boolean byPolicy, @Nullable Throwable cause) {
        super(gap.call() + ": " + gap.error() + (gap.detail().isEmpty() ? "" : " (" + gap.detail() + ")"), cause);
        this.gap = gap;
        this.denied = denied;
        this.byPolicy = byPolicy;
    }

    public Coverage.Gap gap() {
        return gap;
    }

    boolean denied() {
        return denied;
    }

    boolean byPolicy() {
        return byPolicy;
    }

    /** How the listing that met this error is covered. */
    public Coverage.Status coverage() {
        return denied ? Coverage.Status.DENIED : Coverage.Status.FAILED;
    }
}
