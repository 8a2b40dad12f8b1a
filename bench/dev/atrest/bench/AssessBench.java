package dev.atrest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/run assess}: what a whole assessment of an organisation of chosen size costs, reports included. */
@Command(
        name = "bench/run assess",
        description =
                "Assesses a made-up organisation behind the embedded endpoint, with all reports, and tells by step the"
                        + " time, the CPU time and the heap in use after collection, and the sizes of the database and the"
                        + " reports.",
        mixinStandardHelpOptions = true)
final class AssessBench implements Callable<Integer> {

    @Option(names = "--resources", defaultValue = "50000", description = "Default: ${DEFAULT-VALUE}.")
    private int resources;

    @Option(names = "--accounts", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(names = "--regions", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
    private int regions;

    @Option(names = "--seed", defaultValue = "1", description = "Of the estate. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--heap", defaultValue = "512m", description = "Heap of atrest. Default: ${DEFAULT-VALUE}.")
    private String heap;

    @Option(names = "--keep", description = "Keep the database, the reports and the log of collections in this folder.")
    private @Nullable Path keep;

    @Option(names = "--java-option", description = "For the JVM of atrest, to profile it. Can be given again.")
    private List<String> javaOptions = List.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AssessBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        var estate = new ScanEstate(accounts, regions, resources, seed);
        Path folder = keep == null ? Files.createTempDirectory("atrest-assess") : Files.createDirectories(keep);
        try {
            Path file = Files.writeString(folder.resolve("estate.yml"), estate.yaml());
            try (var endpoint = EndpointProcess.start(file, Duration.ZERO, 0, List.of())) {
                var assessment = MeasuredAssessment.run(endpoint, folder, heap, javaOptions);
                print(assessment, endpoint);
            }
            return 0;
        } finally {
            if (keep == null) {
                delete(folder);
            }
        }
    }

    private void print(MeasuredAssessment assessment, EndpointProcess endpoint) throws IOException {
        long calls =
                endpoint.calls().values().stream().mapToLong(Long::longValue).sum();
        var figures = new LinkedHashMap<String, Object>();
        figures.put("resources", resources);
        figures.put("accounts", accounts);
        figures.put("regions", regions);
        figures.put("heap", heap);
        figures.put("calls", calls);
        figures.put("wallSeconds", seconds(assessment.wall()));
        figures.put("cpuSeconds", seconds(assessment.usage().cpu()));
        figures.put("compilingSeconds", seconds(assessment.usage().compiling()));
        figures.put("collectingSeconds", seconds(assessment.usage().collecting()));
        figures.put("endpointCpuSeconds", seconds(endpoint.usage().cpu()));
        figures.put("peakMebibytes", assessment.usage().peakMebibytes());
        figures.put("databaseMebibytes", assessment.databaseBytes() >> 20);
        System.out.printf("%n%-26s %10s %10s %18s%n", "step", "wall s", "CPU s", "heap MiB, 1st–last");
        for (var step : assessment.steps()) {
            System.out.printf(
                    "%-26s %10.1f %10.1f %9d – %6d%n",
                    step.name(),
                    seconds(step.wall()),
                    seconds(step.cpu()),
                    step.earlyMebibytes(),
                    step.lateMebibytes());
            figures.put(step.name() + "WallSeconds", seconds(step.wall()));
            figures.put(step.name() + "CpuSeconds", seconds(step.cpu()));
            figures.put(step.name() + "EarlyMebibytes", step.earlyMebibytes());
            figures.put(step.name() + "LateMebibytes", step.lateMebibytes());
        }
        System.out.printf(
                "%-26s %10.1f %10.1f%n",
                "all", seconds(assessment.wall()), seconds(assessment.usage().cpu()));
        System.out.printf(
                "files: database %d MiB%s%n",
                assessment.databaseBytes() >> 20,
                assessment.reportBytes().entrySet().stream()
                        .map(report -> ", " + report.getKey() + " " + (report.getValue() >> 20) + " MiB")
                        .reduce("", String::concat));
        assessment.reportBytes().forEach((name, bytes) -> figures.put(name + "Mebibytes", bytes >> 20));
        new Figures("assess", figures).publish();
    }

    private static double seconds(Duration duration) {
        return Math.round(duration.toMillis() / 100.0) / 10.0;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
