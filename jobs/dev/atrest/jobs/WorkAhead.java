package dev.atrest.jobs;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What is made of parts of something, in their order: the next ones are being made while one is taken. So many are under way as
 * there are processors, and no more than twice as many in memory. Parts are read, and what is made of them is taken, by one thread.
 *
 * @param <S> a part
 * @param <T> what is made of it
 */
public final class WorkAhead<S, T> implements Iterator<T>, AutoCloseable {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final ExecutorService executor = Executors.newFixedThreadPool(
            PROCESSORS, Thread.ofPlatform().daemon().name("ahead-", 0).factory());
    private final ArrayDeque<Future<T>> underWay = new ArrayDeque<>();
    private final Supplier<@Nullable S> parts;
    private final Function<S, T> work;
    private boolean ended;

    /**
     * @param parts gives one after the other, and null after the last
     * @param work safe for use by many threads
     */
    public WorkAhead(Supplier<@Nullable S> parts, Function<S, T> work) {
        this.parts = parts;
        this.work = work;
    }

    /** All that is still to come; whoever has the stream closes it. */
    public Stream<T> stream() {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(this::close);
    }

    @Override
    public boolean hasNext() {
        while (!ended && underWay.size() < 2 * PROCESSORS) {
            S part = parts.get();
            if (part == null) {
                ended = true;
            } else {
                underWay.add(executor.submit(() -> work.apply(part)));
            }
        }
        return !underWay.isEmpty();
    }

    /** @throws RuntimeException what the work on the part threw */
    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            return underWay.remove().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The work was interrupted", e);
        }
    }

    /** Begins no other part, and waits for those that are under way: to interrupt a thread that reads would close H2's file. */
    @Override
    public void close() {
        underWay.forEach(part -> part.cancel(false));
        executor.close();
    }
}
