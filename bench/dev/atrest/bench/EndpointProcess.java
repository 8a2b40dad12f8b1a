package dev.atrest.bench;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.Fault;
import dev.atrest.embeddedaws.estate.Estate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The embedded endpoint in a process of its own, so that its memory and CPU time are not counted as those of atrest. It says
 * where it listens, and answers each line of its input with the calls so far.
 */
final class EndpointProcess implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final BufferedReader answers;
    private final Hello hello;
    private final boolean profiled;

    record Hello(URI endpoint, String accessKeyId, String secretKey) {}

    private EndpointProcess(Process process, boolean profiled) throws IOException {
        this.process = process;
        this.profiled = profiled;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.hello = JSON.readValue(line(), Hello.class);
    }

    /**
     * Starts it.
     *
     * @param throttled how many of the calls are throttled, 0 to 1
     */
    static EndpointProcess start(Path estate, Duration latency, double throttled, List<String> javaOptions)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The endpoint lives for one run: thorough compilation would take the cores from atrest and never pay.
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-XX:TieredStopAtLevel=1"));
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                EndpointProcess.class.getName(),
                estate.toString(),
                String.valueOf(latency.toMillis()),
                String.valueOf(throttled)));
        return new EndpointProcess(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start(),
                !javaOptions.isEmpty());
    }

    public static void main(String[] arguments) throws IOException {
        try (var aws = EmbeddedAws.start(Estate.load(Path.of(arguments[0])))) {
            long latency = Long.parseLong(arguments[1]);
            double throttled = Double.parseDouble(arguments[2]);
            if (latency > 0) {
                aws.faults().add(Fault.delay("*", Duration.ofMillis(latency)));
            }
            if (throttled > 0) {
                aws.faults().add(Fault.throttle("*").probability(throttled));
            }
            System.out.println(JSON.writeValueAsString(new Hello(aws.endpoint(), aws.accessKeyId(), aws.secretKey())));
            var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (questions.readLine() != null) {
                var calls = new TreeMap<String, Long>();
                aws.calls().all().forEach((target, count) -> calls.merge(target.action(), count, Long::sum));
                System.out.println(JSON.writeValueAsString(calls));
            }
        }
    }

    URI endpoint() {
        return hello.endpoint();
    }

    Map<String, String> credentials() {
        return Map.of("AWS_ACCESS_KEY_ID", hello.accessKeyId(), "AWS_SECRET_ACCESS_KEY", hello.secretKey());
    }

    /** Calls so far, refused ones too, by {@code service:Operation}. */
    Map<String, Long> calls() throws IOException {
        process.outputWriter().write("calls\n");
        process.outputWriter().flush();
        return JSON.readValue(line(), new TypeReference<TreeMap<String, Long>>() {});
    }

    Usage usage() throws IOException {
        return Usage.of(process.pid());
    }

    private String line() throws IOException {
        String line;
        do {
            line = answers.readLine();
            if (line == null) {
                throw new IOException("the endpoint's process ended; it says why above");
            }
        } while (!line.startsWith("{")); // a JVM that is profiled says so
        return line;
    }

    @Override
    public void close() {
        if (profiled) {
            process.destroy(); // so that the profiler can write what it saw
        } else {
            process.destroyForcibly();
        }
        process.onExit().join();
    }
}
