package dev.atrest.readers;

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
    public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (context.exception() instanceof SdkException e
                && AwsError.of(e).expiredSession()
                && attributes.getAttribute(SESSION) instanceof Integer session) {
            role.expired(session);
            return new SessionExpired(e);
        }
        return context.exception();
    }
}
