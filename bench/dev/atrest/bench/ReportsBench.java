package dev.atrest.bench;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.report.ReportFormat;
import dev.atrest.jobs.report.ReportFormats;
import dev.atrest.jobs.report.ReportRequest;
import dev.atrest.writers.Protection;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.ReportWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * How long each report of an assessment with many failures takes, beside the barest loop of the writer's own library over the
 * same content, in the memory that {@code bench/run} gives it.
 *
 * <p>Seconds are of processor time, the least of several rounds, in which both take turns: a machine with other work does not
 * change them. The product's include making the findings up, the peer's reading its recording.
 */
@CommandLine.Command(name = "bench/run reports", mixinStandardHelpOptions = true)
final class ReportsBench implements Callable<Integer> {

    private static final double BOUND = 2;

    /** What takes less is over before the compilers have begun. */
    private static final double LEAST_SECONDS = 0.05;

    @Option(names = "--exceptions", description = "Failures in the report. Default: ${DEFAULT-VALUE}")
    private int exceptions = 200_000;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "FORMAT",
            description = "Formats to write, e.g. xlsx,csv. Default: all")
    private List<String> only = List.of();

    @Option(names = "--rounds", description = "Rounds, of which the quickest counts. Default: ${DEFAULT-VALUE}")
    private int rounds = 3;

    private final Path home = Path.of(System.getProperty("atrest.home", "."));
    private final Path templates = home.resolve("report-templates");

    /** Something that takes time. */
    private interface Work {
        void run() throws IOException;
    }

    static void main(String... arguments) {
        System.exit(new CommandLine(new ReportsBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        var report = new GeneratedReport(RuleCatalog.load(home.resolve("config")), exceptions);
        Path folder = Files.createTempDirectory("atrest-bench");
        var request = new ReportRequest(folder, Locale.ENGLISH, List.of(), formats(), Protection.NONE);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("exceptions", exceptions);
        figures.put("heap_mib", Runtime.getRuntime().maxMemory() >> 20);
        System.out.printf(
                "%-32s %9s %9s %12s %7s   (%,d failures, %d MiB of heap)%n",
                "file",
                "seconds",
                "MB",
                "peer seconds",
                "ratio",
                exceptions,
                Runtime.getRuntime().maxMemory() >> 20);
        try {
            for (ReportWriter writer : ReportFormats.load(templates, request).writers()) {
                figures.put(writer.fileName(), measure(writer, report, folder));
            }
        } finally {
            delete(folder);
        }
        new Figures("reports", figures).publish();
        return 0;
    }

    private List<ReportFormat> formats() {
        return only.isEmpty()
                ? List.of(ReportFormat.values())
                : only.stream()
                        .map(label -> ReportFormat.byLabel(label)
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "'" + label + "' is not a format: " + ReportFormat.labels())))
                        .toList();
    }

    private Map<String, Object> measure(ReportWriter writer, GeneratedReport report, Path folder) throws IOException {
        Optional<Peer> peer = Peer.of(writer.fileName(), templates);
        Path file = folder.resolve(writer.fileName());
        Path recording = folder.resolve("recording");
        Path bare = folder.resolve("peer-" + writer.fileName());
        double ours = Double.MAX_VALUE;
        double theirs = Double.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            ours = Math.min(ours, seconds(() -> ReportFiles.write(report, List.of(writer), folder)));
            if (peer.isPresent()) {
                if (round == 0) {
                    peer.get().record(report, file, recording);
                }
                theirs = Math.min(theirs, seconds(() -> peer.get().write(recording, bare)));
            }
        }
        double megabytes = Files.size(file) / 1e6;
        var figures = new LinkedHashMap<String, Object>();
        figures.put("seconds", rounded(ours));
        figures.put("megabytes", rounded(megabytes));
        if (peer.isPresent() && theirs >= LEAST_SECONDS) {
            figures.put("peer_seconds", rounded(theirs));
            figures.put("peer_megabytes", rounded(Files.size(bare) / 1e6));
            figures.put("times_the_peer", rounded(ours / theirs));
            figures.put("bound", BOUND);
            System.out.printf(
                    "%-32s %9.2f %9.1f %12.2f %7.2f%n", writer.fileName(), ours, megabytes, theirs, ours / theirs);
        } else {
            System.out.printf("%-32s %9.2f %9.1f %12s %7s%n", writer.fileName(), ours, megabytes, "–", "–");
        }
        return figures;
    }

    /** Processor time of this thread, which alone writes. */
    private static double seconds(Work work) throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        work.run();
        return (threads.getCurrentThreadCpuTime() - begun) / 1e9;
    }

    private static double rounded(double value) {
        return Math.round(100 * value) / 100.0;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
