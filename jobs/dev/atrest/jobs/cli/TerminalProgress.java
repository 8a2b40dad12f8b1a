package dev.atrest.jobs.cli;

import dev.atrest.jobs.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress on standard error: a bar on a terminal, a line a task elsewhere. */
final class TerminalProgress {

    private TerminalProgress() {}

    static Progress create() {
        return onTerminal() ? new Bar(System.err) : new Lines(System.err);
    }

    /** Whether a person looks on. */
    static boolean onTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    private static final class Bar implements Progress {

        private final PrintStream out;
        private @Nullable ProgressBar bar;

        Bar(PrintStream out) {
            this.out = out;
        }

        @Override
        public synchronized void begin(String task, long total, String unit) {
            close();
            bar = new ProgressBarBuilder()
                    .setTaskName(String.format("%-15s", task))
                    .setInitialMax(total)
                    .setUnit(" " + unit, 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(out))
                    .hideEta()
                    .build();
        }

        @Override
        public synchronized void advance(long units) {
            if (bar != null) {
                bar.stepBy(units);
            }
        }

        @Override
        public synchronized void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }

    private static final class Lines implements Progress {

        private final PrintStream out;
        private @Nullable String task;
        private Instant start = Instant.EPOCH;

        Lines(PrintStream out) {
            this.out = out;
        }

        @Override
        public synchronized void begin(String task, long total, String unit) {
            close();
            this.task = task;
            start = Instant.now();
            out.printf(Locale.ROOT, "%s: %d %s%n", task, total, unit);
        }

        @Override
        public void advance(long units) {}

        @Override
        public synchronized void close() {
            if (task != null) {
                double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
                out.printf(Locale.ROOT, "%s: done in %.1f s%n", task, seconds);
                task = null;
            }
        }
    }
}
