package dev.atrest.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/run scan}: what the scan of an organisation of chosen size costs. */
@Command(
        name = "bench/run scan",
        description =
                "Scans a made-up organisation behind the embedded endpoint and tells the time, the calls, the memory and"
                        + " the CPU time that it took, and how near that is to the least time it could take.",
        mixinStandardHelpOptions = true)
final class ScanBench implements Callable<Integer> {

    @Option(names = "--accounts", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(names = "--regions", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
    private int regions;

    @Option(
            names = "--resources",
            defaultValue = "50000",
            description =
                    "Buckets (5 %%), volumes (45 %%), snapshots (45 %%) and keys (5 %%). Default: ${DEFAULT-VALUE}.")
    private int resources;

    @Option(names = "--latency-ms", defaultValue = "40", description = "Of each call. Default: ${DEFAULT-VALUE}.")
    private int latencyMillis;

    @Option(names = "--in-flight", defaultValue = "64", description = "Most calls at once. Default: ${DEFAULT-VALUE}.")
    private int inFlight;

    @Option(names = "--seed", defaultValue = "1", description = "Of the estate. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--throttle",
            defaultValue = "0",
            description = "How many of the calls are throttled, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double throttle;

    @Option(names = "--heap", defaultValue = "1g", description = "Heap of atrest. Default: ${DEFAULT-VALUE}.")
    private String heap;

    @Option(names = "--java-options", defaultValue = "", description = "For the JVM of atrest, to profile it.")
    private String javaOptions;

    @Option(names = "--endpoint-java-options", split = " ", description = "For the JVM of the endpoint, to profile it.")
    private List<String> endpointJavaOptions = List.of();

    /** Of the machine before the scan: above nothing, the wall time tells of others too. */
    private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ScanBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var estate = new ScanEstate(accounts, regions, resources, seed);
        Path launcher = Path.of(System.getProperty("atrest.home"), "atrest");
        build(launcher);
        Path folder = Files.createTempDirectory("atrest-scan");
        try {
            Path file = Files.writeString(folder.resolve("estate.yml"), estate.yaml());
            Duration latency = Duration.ofMillis(latencyMillis);
            try (var endpoint = EndpointProcess.start(file, latency, throttle, endpointJavaOptions)) {
                report(estate, MeasuredScan.run(endpoint, launcher, folder, inFlight, heap, javaOptions));
            }
            return 0;
        } finally {
            delete(folder);
        }
    }

    /** So that building is not measured. */
    private static void build(Path launcher) throws IOException, InterruptedException {
        int code = new ProcessBuilder(launcher.toString(), "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException(launcher + " does not start");
        }
    }

    private void report(ScanEstate estate, MeasuredScan scan) throws IOException {
        var calls = new CallTable(estate, scan.calls());
        var bound = ScanBound.of(estate, calls.scan(), Duration.ofMillis(latencyMillis), inFlight);
        calls.print();
        double wall = seconds(scan.wall());
        double cpu = seconds(scan.usage().cpu());
        double least = seconds(bound.bound());
        System.out.printf(
                "bound: %.1f s, the greater of %,d calls x %d ms / %d = %.1f s and a chain of %d calls x %d ms = %.2f s%n",
                least,
                bound.calls(),
                latencyMillis,
                inFlight,
                seconds(bound.throughput()),
                bound.chain(),
                latencyMillis,
                seconds(bound.chained()));
        System.out.printf(
                "scan: %.1f s wall, %.1f s CPU (%.1f s compiling, %.1f s collecting; and %.1f s before it), peak memory %,d MiB;"
                        + " endpoint %.1f s CPU%n",
                wall,
                cpu,
                seconds(scan.usage().compiling()),
                seconds(scan.usage().collecting()),
                seconds(scan.start().cpu()),
                scan.usage().peakMebibytes(),
                seconds(scan.endpoint().cpu()));
        var values = new LinkedHashMap<String, Object>();
        values.put("accounts", accounts);
        values.put("regions", regions);
        values.put("resources", resources);
        values.put("latency_ms", latencyMillis);
        values.put("in_flight", inFlight);
        values.put("throttle", throttle);
        values.put("seed", seed);
        values.put("heap", heap);
        values.put("load_before", rounded(load));
        values.put("wall_s", rounded(wall));
        values.put("bound_s", rounded(least));
        values.put("ratio", least == 0 ? null : rounded(wall / least));
        values.put("calls", calls.scan());
        values.put("calls_per_bucket", CallTable.per(calls.forBuckets(), estate.buckets()));
        values.put("calls_per_key", CallTable.per(calls.forKeys(), estate.keys()));
        values.put("calls_per_volume", CallTable.per(calls.forVolumes(), estate.volumes()));
        values.put("calls_per_snapshot", CallTable.per(calls.forSnapshots(), estate.snapshots()));
        values.put("overhead_calls", calls.overhead());
        values.put("peak_rss_mb", scan.usage().peakMebibytes());
        values.put("cpu_s", rounded(cpu));
        values.put("compiling_cpu_s", rounded(seconds(scan.usage().compiling())));
        values.put("collecting_cpu_s", rounded(seconds(scan.usage().collecting())));
        values.put("start_cpu_s", rounded(seconds(scan.start().cpu())));
        values.put("cpu_ms_per_call", rounded(1000 * cpu / Math.max(1, calls.scan())));
        values.put("cpu_ms_per_resource", rounded(1000 * cpu / Math.max(1, resources)));
        values.put("endpoint_cpu_s", rounded(seconds(scan.endpoint().cpu())));
        new Figures("scan", values).publish();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static double rounded(double value) {
        return Math.round(1000 * value) / 1000.0;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
