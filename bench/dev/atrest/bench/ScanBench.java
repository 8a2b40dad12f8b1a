package dev.atrest.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench/run scan}: what the scan of an organisation of chosen size costs. */
@Command(
        name = "bench/run scan",
        description =
                "Scans a made-up organisation behind the embedded endpoint and tells the time, the calls, the memory and"
                        + " the CPU time that it took, and how near that is to the least time it could take. Then holds the"
                        + " inventory against what was made up: it ends with 1 when a resource is lost, unknown or other than"
                        + " made, or when something is unread though no call is throttled.",
        footer = {
            "",
            "The last line is JSON: wall_s, bound_s, ratio (null at no latency), calls, peak_rss_mb, cpu_s and more. It is"
                    + " added to bench/results/scan.jsonl."
        },
        mixinStandardHelpOptions = true)
final class ScanBench implements Callable<Integer> {

    @Option(
            names = "--accounts",
            defaultValue = "100",
            description = "1 or more, beside the management account. Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(names = "--regions", defaultValue = "4", description = "1 to 17. Default: ${DEFAULT-VALUE}.")
    private int regions;

    @Option(names = "--resources", defaultValue = "50000", description = "In all. Default: ${DEFAULT-VALUE}.")
    private int resources;

    @Option(
            names = "--mix",
            defaultValue = ScanMix.DEFAULT,
            split = ",",
            paramLabel = "TYPE=PERCENT",
            description = "What they are; types left out are not there. Default: ${DEFAULT-VALUE}.")
    private Map<String, Integer> mix = Map.of();

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

    @Spec
    private CommandSpec spec;

    /** Of the machine before the scan: above nothing, the wall time tells of others too. */
    private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ScanBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        ScanEstate estate = estate();
        Path launcher = Path.of(System.getProperty("atrest.home"), "atrest");
        build(launcher);
        Path folder = Files.createTempDirectory("atrest-scan");
        try {
            Path file = Files.writeString(folder.resolve("estate.yml"), estate.yaml());
            Duration latency = Duration.ofMillis(latencyMillis);
            try (var endpoint = EndpointProcess.start(file, latency, throttle, endpointJavaOptions)) {
                var scan = MeasuredScan.run(endpoint, launcher, folder, inFlight, heap, javaOptions);
                var inventory = InventoryCheck.of(estate, folder.resolve("data"));
                report(estate, scan, inventory);
                return inventory.isRight() && (throttle > 0 || inventory.isWhole()) ? 0 : 1;
            }
        } finally {
            delete(folder);
        }
    }

    private ScanEstate estate() {
        if (inFlight < 1) {
            throw wrong("--in-flight is " + inFlight + "; allowed: 1 or more");
        }
        if (latencyMillis < 0) {
            throw wrong("--latency-ms is " + latencyMillis + "; allowed: 0 or more");
        }
        if (!(throttle >= 0 && throttle < 1)) {
            throw wrong("--throttle is " + throttle + "; allowed: 0 to below 1");
        }
        try {
            return new ScanEstate(accounts, regions, resources, scanMix(), seed);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ScanMix scanMix() {
        try {
            return ScanMix.of(mix);
        } catch (IllegalArgumentException e) {
            throw wrong("--mix " + e.getMessage());
        }
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), message);
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

    private static void print(InventoryCheck.Result inventory) {
        System.out.printf(
                "inventory: %,d resources as made, %d lost, %d unknown, %d other than made; said to be unread: %d facts and %d"
                        + " listings%n",
                inventory.resources(),
                inventory.lost(),
                inventory.unknown(),
                inventory.differing(),
                inventory.unreadFacts(),
                inventory.gaps());
        inventory.examples().forEach(example -> System.out.println("  " + example));
    }

    private void report(ScanEstate estate, MeasuredScan scan, InventoryCheck.Result inventory) throws IOException {
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
        print(inventory);
        var values = new LinkedHashMap<String, Object>();
        values.put("accounts", accounts);
        values.put("regions", regions);
        values.put("resources", resources);
        values.put("mix", mix);
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
        values.put("as_made", inventory.isRight());
        values.put("unread_facts", inventory.unreadFacts());
        values.put("unread_listings", inventory.gaps());
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
