package dev.atrest.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The scan of {@code atrest assess}, in a process of its own. It is measured from the line that says that the scan begins to
 * the line that says that it is done; then the process is killed, as the evaluation is not looked at.
 *
 * @param wall from the first account to the last
 * @param usage of atrest in this time
 * @param start of atrest before it: the JVM, Spring, and the discovery of accounts
 * @param calls by operation, from the discovery of accounts on
 * @param endpoint of the endpoint, from its start
 */
record MeasuredScan(Duration wall, Usage usage, Usage start, Map<String, Long> calls, Usage endpoint) {

    private static final String BEGIN = "Scanning: ";
    private static final String END = "Scanning: done";

    static MeasuredScan run(
            EndpointProcess endpoint, Path launcher, Path folder, int inFlight, String heap, String javaOptions)
            throws IOException {
        var command = new ArrayList<>(
                List.of(launcher.toString(), "assess", "--new", "--no-snapshot-sharing", "--role", "atrest-audit"));
        command.addAll(List.of("--endpoint-url", endpoint.endpoint().toString(), "--home-region", ScanEstate.HOME));
        command.addAll(List.of("--in-flight", String.valueOf(inFlight)));
        command.addAll(List.of(
                "--data",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve("out").toString()));
        var builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(endpoint.credentials());
        builder.environment().put("ATREST_HEAP", heap);
        if (!javaOptions.isEmpty()) {
            builder.environment().put("JDK_JAVA_OPTIONS", javaOptions);
        }
        Process atrest = builder.start();
        try (BufferedReader lines = atrest.errorReader(StandardCharsets.UTF_8)) {
            Usage before = await(BEGIN, lines, atrest);
            long begin = System.nanoTime();
            Usage after = await(END, lines, atrest);
            Duration wall = Duration.ofNanos(System.nanoTime() - begin);
            return new MeasuredScan(wall, after.since(before), before, endpoint.calls(), endpoint.usage());
        } finally {
            end(atrest, !javaOptions.isEmpty());
        }
    }

    private static Usage await(String start, BufferedReader lines, Process atrest) throws IOException {
        var said = new ArrayDeque<String>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(start)) {
                return Usage.of(atrest.pid());
            }
            said.add(line);
        }
        throw new IOException("atrest ended before it said '" + start + "':\n" + String.join("\n", said));
    }

    /** @param gently so that a profiler started by options of the JVM can write what it saw */
    private static void end(Process atrest, boolean gently) {
        if (gently) {
            atrest.destroy();
        } else {
            atrest.destroyForcibly();
        }
        atrest.onExit().join();
    }
}
