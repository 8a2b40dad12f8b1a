package dev.atrest.readers;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for what runs side by side. */
final class Concurrently {

    private Concurrently() {}

    /**
     * The results in their order.
     *
     * @throws RuntimeException what the first of them ended with, as it is
     */
    static <T> List<T> join(List<CompletableFuture<T>> pending) {
        try {
            return pending.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
