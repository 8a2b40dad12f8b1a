package dev.atrest.readers;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Computes the value of a key once, also when many ask for it at the same time, and remembers failures as well as values: a
 * denied bulk call is not asked again for each resource.
 */
final class Memo<K, V> {

    private final Map<K, CompletableFuture<V>> values = new ConcurrentHashMap<>();
    private final Function<K, V> compute;

    Memo(Function<K, V> compute) {
        this.compute = compute;
    }

    V get(K key) {
        var mine = new CompletableFuture<V>();
        CompletableFuture<V> earlier = values.putIfAbsent(key, mine);
        if (earlier == null) {
            complete(key, mine);
        }
        try {
            if (earlier != null && !earlier.isDone()) {
                Turns.giveUp();
            }
            return (earlier == null ? mine : earlier).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void complete(K key, CompletableFuture<V> value) {
        try {
            value.complete(compute.apply(key));
        } catch (CancellationException e) {
            values.remove(key, value);
            value.completeExceptionally(e);
        } catch (RuntimeException e) {
            value.completeExceptionally(e);
        } catch (Error e) {
            value.completeExceptionally(e);
            throw e;
        }
    }
}
