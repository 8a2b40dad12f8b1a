package dev.atrest.bench;

import dev.atrest.jobs.Atrest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A whole {@code atrest assess} in a process of its own.
 *
 * @param wall from the start of the process to its end
 * @param usage of the process, shortly before its end
 * @param steps the steps of the job in their order; the step {@code report} is followed by a step for each file
 * @param databaseBytes size of the database when atrest had ended
 * @param reportBytes sizes of the reports by name
 */
record MeasuredAssessment(
        Duration wall, Usage usage, List<Step> steps, long databaseBytes, Map<String, Long> reportBytes) {

    /** How often the process is asked for its CPU time. */
    private static final long SAMPLE_MILLIS = 250;

    /**
     * @param earlyMebibytes heap after collection in the first tenth, at the least; -1 when nothing was collected in it
     * @param lateMebibytes the same in the last tenth
     */
    record Step(String name, Duration wall, Duration cpu, long earlyMebibytes, long lateMebibytes) {}

    private record Period(String name, Instant begin, Instant end) {}

    static MeasuredAssessment run(EndpointProcess endpoint, Path folder, String heap, List<String> options)
            throws IOException, InterruptedException, SQLException {
        Path data = folder.resolve("data");
        Path out = folder.resolve("out");
        Path log = folder.resolve("gc.log");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmx" + heap,
                "--sun-misc-unsafe-memory-access=allow",
                "-Xlog:gc:file=" + log + ":time",
                "-Datrest.home=" + System.getProperty("atrest.home")));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Atrest.class.getName(), "assess"));
        command.addAll(List.of("--new", "--no-snapshot-sharing", "--role", "atrest-audit"));
        command.addAll(List.of("--endpoint-url", endpoint.endpoint().toString(), "--home-region", ScanEstate.HOME));
        command.addAll(List.of("--data", data.toString(), "--out", out.toString()));
        var builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(endpoint.credentials());
        Instant begin = Instant.now();
        Process atrest = builder.start();
        var cpu = new TreeMap<Instant, Duration>();
        Usage usage = Usage.of(atrest.pid());
        while (!atrest.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
            try {
                usage = Usage.of(atrest.pid());
                cpu.put(Instant.now(), usage.cpu());
            } catch (IOException ended) {
                // between the question whether it lives and that for its usage
            }
        }
        Duration wall = Duration.between(begin, Instant.now());
        if (atrest.exitValue() == 1 || atrest.exitValue() == 2) {
            // anything else tells what was found
            throw new IOException("atrest ended with " + atrest.exitValue() + "; its log is " + data);
        }
        Path reports = only(out);
        var collected = CollectedHeap.read(log);
        return new MeasuredAssessment(
                wall,
                usage,
                periods(data, reports).stream()
                        .map(period -> step(period, cpu, collected))
                        .toList(),
                Files.size(data.resolve("atrest.mv.db")),
                sizes(reports));
    }

    private static Step step(Period period, NavigableMap<Instant, Duration> cpu, CollectedHeap collected) {
        return new Step(
                period.name(),
                Duration.between(period.begin(), period.end()),
                at(cpu, period.end()).minus(at(cpu, period.begin())),
                collected.least(period.begin(), period.end(), 0, 0.1).orElse(-1),
                collected.least(period.begin(), period.end(), 0.9, 1).orElse(-1));
    }

    private static Duration at(NavigableMap<Instant, Duration> cpu, Instant time) {
        var sample = cpu.floorEntry(time);
        return sample == null ? Duration.ZERO : sample.getValue();
    }

    /** The steps as the job repository has them, and the files by when they were written last. */
    private static List<Period> periods(Path data, Path reports) throws SQLException, IOException {
        var periods = new ArrayList<Period>();
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("atrest") + ";IFEXISTS=TRUE");
                var query = connection.createStatement();
                var rows = query.executeQuery("select step_name, start_time, end_time from batch_step_execution"
                        + " where step_name not like 'scanAccount%' order by step_execution_id")) {
            while (rows.next()) {
                periods.add(new Period(
                        rows.getString(1),
                        instant(rows.getObject(2, LocalDateTime.class)),
                        instant(rows.getObject(3, LocalDateTime.class))));
            }
        }
        var files = new ArrayList<Period>();
        Period report = periods.stream()
                .filter(period -> period.name().equals("report"))
                .findFirst()
                .orElseThrow();
        try (var list = Files.list(reports)) {
            for (Path file : list.toList()) {
                Instant end = Files.getLastModifiedTime(file).toInstant();
                if (!end.isBefore(report.begin()) && !end.isAfter(report.end())) { // the seal's come later
                    files.add(new Period("report/" + file.getFileName(), report.begin(), end));
                }
            }
        }
        files.sort(Comparator.comparing(Period::end));
        periods.addAll(files);
        return periods;
    }

    private static Instant instant(LocalDateTime time) {
        return time.atZone(ZoneId.systemDefault()).toInstant();
    }

    private static Map<String, Long> sizes(Path reports) throws IOException {
        var sizes = new TreeMap<String, Long>();
        try (var list = Files.list(reports)) {
            for (Path file : list.toList()) {
                sizes.put(file.getFileName().toString(), Files.size(file));
            }
        }
        return sizes;
    }

    private static Path only(Path folder) throws IOException {
        try (var list = Files.list(folder)) {
            return list.findFirst().orElseThrow();
        }
    }
}
