package dev.atrest.jobs;

import dev.atrest.readers.AwsSession;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A connection to AWS that is made, and asked whose credentials these are, while the application starts. Nothing more is asked
 * before the rules are known to be sound. Safe for use by many threads.
 */
public final class ConnectedAhead implements AutoCloseable {

    private final AtomicReference<@Nullable CompletableFuture<AwsSession>> connecting;

    private ConnectedAhead(CompletableFuture<AwsSession> connecting) {
        this.connecting = new AtomicReference<>(connecting);
    }

    /** Begins, and returns at once; what goes wrong is told to whoever takes the connection, or asks it. */
    public static ConnectedAhead begin(AssessmentRequest request) {
        CompletableFuture<AwsSession> connecting =
                CompletableFuture.supplyAsync(request::connect, Thread::startVirtualThread);
        connecting.thenAcceptAsync(AwsSession::caller, Thread::startVirtualThread);
        return new ConnectedAhead(connecting);
    }

    /** Makes it known to the application, at whose end a connection that nobody has taken is closed. */
    public void register(GenericApplicationContext context) {
        var factory = context.getDefaultListableBeanFactory();
        factory.registerSingleton("connectedAhead", this);
        factory.registerDisposableBean("connectedAhead", this::close);
    }

    /**
     * The connection, which is then the caller's to close; empty when it was taken already.
     *
     * @throws dev.atrest.readers.AccessException as {@link AssessmentRequest#connect}
     */
    Optional<AwsSession> take() {
        return Optional.ofNullable(connecting.getAndSet(null)).map(ConnectedAhead::made);
    }

    private static AwsSession made(CompletableFuture<AwsSession> connecting) {
        try {
            return connecting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Closes a connection that nobody has taken. */
    @Override
    public void close() {
        Optional.ofNullable(connecting.getAndSet(null)).ifPresent(unused -> unused.thenAccept(AwsSession::close));
    }
}
