package dev.atrest.readers;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Credentials of an assumed role, in one session after the other. The SDK begins a new session when the last one is about to
 * expire by this machine's clock; here one also begins when AWS says that the last has expired.
 *
 * <p>Once AWS has refused the role, or the caller's own session has expired, it is not asked again: every call of the account
 * would repeat that question.
 */
final class RoleCredentials implements AwsCredentialsProvider {

    private final Supplier<AwsCredentialsProvider> assume;
    private volatile Session session;
    private volatile @Nullable StsException refused;

    private static final class Session {

        private final int number;
        private final AwsCredentialsProvider credentials;
        private volatile boolean begun;

        Session(int number, AwsCredentialsProvider credentials) {
            this.number = number;
            this.credentials = credentials;
        }
    }

    /** @param assume makes a provider that begins a session when first asked */
    RoleCredentials(Supplier<AwsCredentialsProvider> assume) {
        this.assume = assume;
        this.session = new Session(0, assume.get());
    }

    @Override
    public AwsCredentials resolveCredentials() {
        Session current = session;
        return current.begun ? resolve(current) : begin(current);
    }

    /** Of all that wait for a session, the first learns whether there is one. */
    private AwsCredentials begin(Session next) {
        synchronized (next) {
            AwsCredentials first = resolve(next);
            next.begun = true;
            return first;
        }
    }

    private AwsCredentials resolve(Session current) {
        @Nullable StsException earlier = refused;
        if (earlier != null) {
            throw earlier;
        }
        try {
            return current.credentials.resolveCredentials();
        } catch (StsException e) {
            AwsError error = AwsError.of(e);
            if (error.denied() || error.expiredSession()) {
                refused = e;
            }
            throw e;
        }
    }

    /** Number of the session that calls are made in now. */
    int session() {
        return session.number;
    }

    /** Ends a session; of all that find it expired, the first begins a new one. */
    synchronized void expired(int number) {
        if (session.number == number) {
            session = new Session(number + 1, assume.get());
        }
    }
}
