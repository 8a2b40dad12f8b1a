package dev.atrest.readers;

import dev.atrest.model.Fact;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes the calls that read the facts of a resource at the same time. */
final class FactCalls {

    private final Executor turns;

    FactCalls(Executor turns) {
        this.turns = turns;
    }

    /** A fact that is being read. */
    static final class Pending<T> implements Supplier<Fact<T>> {

        private final CompletableFuture<Fact<T>> fact;

        private Pending(CompletableFuture<Fact<T>> fact) {
            this.fact = fact;
        }

        /**
         * Waits for it.
         *
         * @throws ResourceGone when AWS says that the resource does not exist
         */
        @Override
        public Fact<T> get() {
            if (!fact.isDone()) {
                Turns.giveUp();
            }
            try {
                return fact.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
    }

    /** Starts to read a fact. */
    <T> Pending<T> start(Supplier<Fact<T>> fact) {
        return new Pending<>(CompletableFuture.supplyAsync(CallLedger.alike(fact), turns));
    }

    /** Starts to read a fact when another is read that decides what is asked. */
    <T, R> Pending<R> startAfter(Pending<T> first, Function<Fact<T>, Fact<R>> fact) {
        Supplier<Fact<R>> then = CallLedger.alike(() -> fact.apply(first.fact.join()));
        return new Pending<>(first.fact.thenCompose(_ -> CompletableFuture.supplyAsync(then, turns)));
    }
}
