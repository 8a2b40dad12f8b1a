package dev.atrest.faults;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.jobs.Atrest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The product in a process of its own, with a folder of its own: what is killed here is killed for real. */
public final class AtrestProcess implements AutoCloseable {

    /** No process of a test takes so long, however busy the machine is. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Process process;
    private final Output out;
    private final Output err;

    /** Lines of one stream, as they come. */
    private static final class Output {

        private final StringBuffer text = new StringBuffer();
        private final CountDownLatch ended = new CountDownLatch(1);

        Output(InputStream stream, Consumer<String> listener) {
            // Not a virtual thread: reading a pipe holds the carrier, and the embedded endpoint needs it to answer.
            Thread.ofPlatform().daemon().start(() -> read(stream, listener));
        }

        private void read(InputStream stream, Consumer<String> listener) {
            try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    text.append(line).append('\n');
                    listener.accept(line);
                }
            } catch (IOException e) {
                // The process was killed while it spoke.
            } finally {
                ended.countDown();
            }
        }
    }

    private AtrestProcess(Process process, Consumer<String> listener) {
        this.process = process;
        this.out = new Output(process.getInputStream(), listener);
        this.err = new Output(process.getErrorStream(), listener);
    }

    /**
     * What to run and where.
     *
     * @param folder receives {@code data}, {@code out} and the process's temporary files
     * @param environment beside the credentials of the endpoint's caller
     * @param limit a shell command that limits what is started after it, e.g. {@code ulimit -f 100}; empty for none
     */
    public record Command(Path folder, Map<String, String> environment, String limit, List<String> arguments) {

        /** Assesses all that the endpoint has. */
        public static Command assess(EmbeddedAws aws, Path folder) {
            return onAws("assess", aws, folder);
        }

        /** Any command that assesses. */
        public static Command onAws(String command, EmbeddedAws aws, Path folder) {
            return new Command(
                    folder,
                    Map.of("AWS_ACCESS_KEY_ID", aws.accessKeyId(), "AWS_SECRET_ACCESS_KEY", aws.secretKey()),
                    "",
                    List.of(
                            command,
                            "--endpoint-url",
                            aws.endpoint().toString(),
                            "--home-region",
                            "eu-central-1",
                            "--role",
                            "atrest-audit",
                            "--external-id",
                            "atrest-demo",
                            "--data",
                            folder.resolve("data").toString(),
                            "--out",
                            folder.resolve("out").toString()));
        }

        public Command with(String... more) {
            var all = new ArrayList<>(arguments);
            all.addAll(List.of(more));
            return new Command(folder, environment, limit, List.copyOf(all));
        }

        public Command in(String name, String value) {
            var all = new java.util.HashMap<>(environment);
            all.put(name, value);
            return new Command(folder, Map.copyOf(all), limit, arguments);
        }

        public Command limitedBy(String shell) {
            return new Command(folder, environment, shell, arguments);
        }

        public AtrestProcess start() {
            return start(line -> {});
        }

        /** @param listener is told each line of both streams */
        public AtrestProcess start(Consumer<String> listener) {
            try {
                Files.createDirectories(temporary());
                var builder = new ProcessBuilder(line());
                builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("ATREST_"));
                builder.environment().putAll(environment);
                // Neither the user's own configuration nor the machine's role is to answer for a missing one.
                builder.environment()
                        .put("AWS_CONFIG_FILE", folder.resolve("none").toString());
                builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
                return new AtrestProcess(builder.start(), listener);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Path temporary() {
            return folder.resolve("tmp");
        }

        private List<String> line() {
            var line = new ArrayList<String>();
            if (!limit.isEmpty()) {
                line.addAll(List.of("/bin/sh", "-c", limit + " && exec \"$@\"", "sh"));
            }
            line.add(QuickStart.java());
            line.addAll(QuickStart.JVM);
            line.addAll(QuickStart.get().options());
            line.addAll(List.of(
                    "-Djava.io.tmpdir=" + temporary(), "-Datrest.home=" + QuickStart.home(), Atrest.class.getName()));
            line.addAll(arguments);
            return line;
        }
    }

    /** The exit code, when the process has ended by itself. */
    public int exitCode() {
        return exitCode(LONG);
    }

    /**
     * The exit code, when the process has ended.
     *
     * @throws IllegalStateException when it has not by then
     */
    public int exitCode(Duration patience) {
        try {
            int code = process.onExit()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .exitValue();
            out.ended.await();
            err.ended.await();
            return code;
        } catch (TimeoutException e) {
            throw new IllegalStateException("atrest runs for longer than " + patience + "; it said:\n" + err());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it still runs after this time. */
    public boolean runsAfter(Duration time) {
        try {
            return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL. By the handle, because the process itself would close the streams with its last words. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /** SIGTERM. */
    public void terminate() {
        process.toHandle().destroy();
    }

    public long pid() {
        return process.pid();
    }

    /** Standard output so far. */
    public String out() {
        return out.text.toString();
    }

    /** Standard error so far. */
    public String err() {
        return err.text.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
