package dev.atrest.faults;

import dev.atrest.embeddedaws.Calls;
import dev.atrest.embeddedaws.EmbeddedAws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Assesses an embedded organisation in one folder, is killed at moments, and is started again. */
public final class DisturbedRun {

    /** Resources that are judged in one transaction: few, so that a kill finds many transactions. */
    private static final String CHUNK = "20";

    private final EmbeddedAws aws;
    private final Path folder;
    private final AtomicReference<@Nullable Runnable> onCall = new AtomicReference<>();
    private final Map<Calls.Target, Long> calls = new TreeMap<>();
    private final Repeated.Watch watch = new Repeated.Watch();
    private volatile boolean killed;
    private Optional<Outcome> outcome = Optional.empty();

    public DisturbedRun(EmbeddedAws aws, Path folder) {
        this.aws = aws;
        this.folder = folder;
        aws.calls().onEach(target -> {
            Runnable action = onCall.get();
            if (action != null) {
                action.run();
            }
        });
        // What is sent to a dead process is no answer.
        aws.calls().onEachRequest(watch::asked, request -> {
            if (!killed) {
                watch.answered(request);
            }
        });
    }

    private AtrestProcess.Command command() {
        return AtrestProcess.Command.assess(aws, folder).in("ATREST_EVALUATE_CHUNK", CHUNK);
    }

    /**
     * Starts the run, or starts it again, and kills it.
     *
     * @return whether the run was there to be killed; it ends by itself where the moment comes too late
     */
    public boolean kill(Moment moment) {
        return switch (moment) {
            case Moment.AtCall(long number) -> killAtCall(number);
            case Moment.InTask(String task, Duration delay) -> killInTask(task, delay);
            case Moment.InReport(String file, Duration delay) -> killInReport(file, delay);
        };
    }

    private boolean killAtCall(long number) {
        var started = new CountDownLatch(1);
        var count = new AtomicLong();
        var process = new AtomicReference<@Nullable AtrestProcess>();
        onCall.set(() -> {
            if (count.incrementAndGet() == number) {
                await(started);
                kill(process.get());
            }
        });
        try (var run = command().start()) {
            process.set(run);
            started.countDown();
            return ended(run);
        } finally {
            onCall.set(null);
        }
    }

    private boolean killInTask(String task, Duration delay) {
        var begun = new CountDownLatch(1);
        try (var run = command().start(line -> {
            if (line.startsWith(task + ": ")) {
                begun.countDown();
            }
        })) {
            await(begun);
            return killAfter(delay, run);
        }
    }

    private boolean killInReport(String file, Duration delay) {
        try (var watch = folder.getFileSystem().newWatchService()) {
            Files.createDirectories(folder.resolve("out"));
            var writing = new CountDownLatch(1);
            var done = new AtomicBoolean();
            Thread.ofVirtual().start(() -> {
                try {
                    folder.resolve("out").register(watch, StandardWatchEventKinds.ENTRY_CREATE);
                    registerReports(watch);
                    while (writing.getCount() > 0) {
                        WatchKey key = watch.take();
                        boolean begun = key.pollEvents().stream()
                                .anyMatch(event -> event.context().toString().startsWith("." + file + "."));
                        registerReports(watch);
                        // The first report may be begun before its folder is watched.
                        if (begun || isUnfinished(file)) {
                            writing.countDown();
                        }
                        key.reset();
                    }
                } catch (InterruptedException | IOException | java.nio.file.ClosedWatchServiceException e) {
                    // The run is over.
                }
            });
            try (var run = command().start(line -> {
                if (line.startsWith("Writing reports: done")) {
                    done.set(true);
                    writing.countDown();
                }
            })) {
                await(writing);
                return done.get() ? ended(run) : killAfter(delay, run);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the reports is made with the first of them. */
    private void registerReports(java.nio.file.WatchService watch) throws IOException {
        try (var runs = Files.newDirectoryStream(folder.resolve("out"), Files::isDirectory)) {
            for (Path run : runs) {
                run.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            }
        }
    }

    private boolean isUnfinished(String file) throws IOException {
        try (var reports = Files.find(
                folder.resolve("out"),
                2,
                (path, _) -> path.getFileName().toString().startsWith("." + file + "."))) {
            return reports.findAny().isPresent();
        }
    }

    private boolean killAfter(Duration delay, AtrestProcess run) {
        if (run.runsAfter(delay)) {
            kill(run);
        }
        return ended(run);
    }

    private void kill(AtrestProcess run) {
        killed = true;
        run.kill();
    }

    private boolean ended(AtrestProcess run) {
        int code = run.exitCode();
        countCalls();
        if (code == KILLED) {
            return true;
        }
        requireGood(run, code);
        outcome = Optional.of(Outcome.of(folder, code, run.out(), Map.copyOf(calls), watch.repeated()));
        return false;
    }

    private static final int KILLED = 128 + 9;

    private static void requireGood(AtrestProcess run, int code) {
        if (code != 0 && code != 3 && code != 4) {
            throw new IllegalStateException("atrest ended with " + code + " and said:\n" + run.out() + run.err());
        }
    }

    /**
     * Starts the run, or starts it again, where it must end with an error.
     *
     * @return what it says on standard error but for its progress
     */
    public String fail() {
        try (var run = command().start()) {
            int code = run.exitCode();
            countCalls();
            if (code != 1) {
                throw new IllegalStateException("atrest ended with " + code + " and not with an error: " + run.out());
            }
            return run.err()
                    .lines()
                    .filter(line ->
                            !line.matches("(Scanning|Evaluating|Updating the backlog|Writing reports|Sealing): .*"))
                    .collect(java.util.stream.Collectors.joining("\n"));
        }
    }

    /** Starts the run again, unless it has ended, and lets it come to its end. */
    public Outcome finish() {
        return outcome.orElseGet(this::restart);
    }

    private Outcome restart() {
        try (var run = command().start()) {
            int code = run.exitCode();
            requireGood(run, code);
            countCalls();
            return Outcome.of(folder, code, run.out(), Map.copyOf(calls), watch.repeated());
        }
    }

    /** A process's calls: those that it made before it was killed included. */
    private void countCalls() {
        aws.calls().all().forEach((target, count) -> calls.merge(target, count, Long::sum));
        aws.calls().reset();
        watch.processEnded();
        killed = false;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the moment to kill did not come");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
