package dev.atrest.readers;

import dev.atrest.model.Fact;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Makes the calls that read the facts of a resource at the same time, each on a virtual thread. */
final class FactCalls {

    private final Executor virtualThreads;

    FactCalls(Executor virtualThreads) {
        this.virtualThreads = virtualThreads;
    }

    /**
     * Starts to read a fact. The answer waits for it; one fact may wait for another.
     *
     * @throws ResourceGone from the answer, when AWS says that the resource does not exist
     */
    <T> Supplier<Fact<T>> start(Supplier<Fact<T>> fact) {
        var pending = CompletableFuture.supplyAsync(CallLedger.alike(fact), virtualThreads);
        return () -> await(pending);
    }

    private static <T> Fact<T> await(CompletableFuture<Fact<T>> pending) {
        try {
            return pending.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
