package dev.atrest.readers;

import java.util.Arrays;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Ends a role's session when AWS says that it has expired. The SDK itself would make every later call in it. */
final class SessionRenewal implements ExecutionInterceptor {

    private static final ExecutionAttribute<Integer> SESSION = new ExecutionAttribute<>("atrest.RoleSession");

    private final RoleCredentials role;

    SessionRenewal(RoleCredentials role) {
        this.role = role;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        attributes.putAttribute(SESSION, role.session());
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (context.exception() instanceof SdkException e
                && AwsError.of(e).expiredSession()
                && attributes.getAttribute(SESSION) instanceof Integer session) {
            role.expired(session);
            e.addSuppressed(new SessionExpired());
        }
    }

    /** Whether the call failed in a session that has expired, so that, made again, it is made in a new one. */
    static boolean followed(SdkException failure) {
        return Arrays.stream(failure.getSuppressed()).anyMatch(SessionExpired.class::isInstance);
    }

    /** Marks the SDK's exception, for which the SDK takes no other of ours. */
    private static final class SessionExpired extends Exception {

        private static final long serialVersionUID = 1L;

        SessionExpired() {
            super("the session has expired, and the next begins", null, false, false);
        }
    }
}
