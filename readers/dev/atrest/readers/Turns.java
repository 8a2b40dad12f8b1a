package dev.atrest.readers;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs so many pieces of work at the same time, first come, first served. Work that waits for a pause that AWS asks for, or for
 * other work, gives its turn to the next: it holds up nobody.
 *
 * <p>Work that has not begun costs a place in a queue. Begun, it would wait for a connection with the whole stack of the SDK
 * and all that it had prepared in memory, which the garbage collector then copies to and fro.
 *
 * <p>Threads are used again, for the SDK keeps by the thread what is dear to make, such as its factory of XML parsers.
 */
final class Turns implements Executor {

    private static final ScopedValue<Worker> CURRENT = ScopedValue.newInstance();

    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;
    private volatile boolean closed;

    /** @param atOnce pieces of work that may run at the same time */
    Turns(Executor threads, int atOnce) {
        this.threads = threads;
        this.free = atOnce;
    }

    /** @throws RejectedExecutionException when there are no threads any more */
    @Override
    public void execute(Runnable work) {
        synchronized (this) {
            waiting.add(work);
            if (free == 0) {
                return;
            }
            free--;
        }
        try {
            threads.execute(new Worker());
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                waiting.remove(work);
                free++;
            }
            throw e;
        }
    }

    /** What has not begun begins interrupted from now on, so that it ends soon. Before the threads are interrupted. */
    void close() {
        closed = true;
    }

    /** The work of this thread is about to wait; whatever it does afterwards it does beside the others. */
    static void giveUp() {
        if (CURRENT.isBound()) {
            CURRENT.get().giveUpTurn();
        }
    }

    private final class Worker implements Runnable {

        private boolean hasTurn = true;

        @Override
        public void run() {
            ScopedValue.where(CURRENT, this).run(() -> {
                for (Runnable work = next(); work != null; work = next()) {
                    // The SDK interrupts a call that takes too long, perhaps when it has just ended.
                    Thread.interrupted();
                    if (closed) {
                        Thread.currentThread().interrupt();
                    }
                    work.run();
                }
            });
        }

        private @Nullable Runnable next() {
            synchronized (Turns.this) {
                if (!hasTurn) {
                    if (free == 0) {
                        return null;
                    }
                    free--;
                    hasTurn = true;
                }
                @Nullable Runnable next = waiting.poll();
                if (next == null) {
                    free++;
                    hasTurn = false;
                }
                return next;
            }
        }

        private void giveUpTurn() {
            synchronized (Turns.this) {
                if (!hasTurn) {
                    return;
                }
                hasTurn = false;
                if (waiting.isEmpty()) {
                    free++;
                    return;
                }
            }
            try {
                threads.execute(new Worker());
            } catch (RejectedExecutionException closed) {
                // Nobody else takes the turn then; what waits is for this worker to bring to its end.
                synchronized (Turns.this) {
                    free++;
                }
            }
        }
    }
}
