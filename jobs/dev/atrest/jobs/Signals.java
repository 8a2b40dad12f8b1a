package dev.atrest.jobs;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C and SIGTERM do to a process of atrest's own: the run under way is asked to stop, and the process ends as soon as
 * it has, or without it once patience is over. Where no run is under way it ends at once. Either way it says so in one line. The exit code is the JVM's own: 130 after Ctrl-C, 143 after SIGTERM.
 */
public final class Signals {

    /** Schedulers kill what has not ended after five seconds or more. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final AtomicReference<@Nullable AssessmentRun> running = new AtomicReference<>();
    private final CountDownLatch commandEnded = new CountDownLatch(1);
    private final PrintStream err;

    private Signals(PrintStream err) {
        this.err = err;
    }

    /** Signals as the JVM handles them: for commands that run inside another program. */
    public static Signals ignored() {
        return new Signals(System.err);
    }

    /** From now on a signal stops the run under way. */
    static Signals handled() {
        var signals = new Signals(System.err);
        Runtime.getRuntime().addShutdownHook(new Thread(signals::stop, "signals"));
        return signals;
    }

    /** A signal stops this run, until the returned scope is closed. */
    public Scope stopping(AssessmentRun run) {
        running.set(run);
        return () -> running.set(null);
    }

    /** While it is open, a run can be stopped. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** The command has ended, in whatever way. */
    void commandEnded() {
        commandEnded.countDown();
    }

    private void stop() {
        AssessmentRun run = running.get();
        if (run == null) {
            if (commandEnded.getCount() > 0) {
                say("stopped");
            }
            return;
        }
        run.stop();
        try {
            if (!commandEnded.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                run.abandon();
                say("stopped without waiting for what was under way; the same command goes on where it was");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String what) {
        err.println("atrest: " + what);
        err.flush();
    }
}
